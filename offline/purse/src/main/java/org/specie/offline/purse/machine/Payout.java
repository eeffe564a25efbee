package org.specie.offline.purse.machine;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.OfflineAmount;

/**
 * Cash that is paid on a customer's request, for notes or because a sale owes it. Spec:
 * docs/spec/62-cash-machine.md section 4.
 *
 * @param sale which owes it; a payout for notes has none
 */
record Payout(Request request, Amount amount, Optional<Hash32> sale, Stage stage) {
  private static final Hash32 NO_SALE = Hash32.ZERO;

  /** How far it is. */
  enum Stage {
    /** The notes are held. */
    BEGUN(1),
    /** They are stacked, or the sale is paid: the cash is to be paid. */
    TAKEN(2),
    /** It was paid. */
    DONE(3),
    /** It was refused for good, and the notes are owed. */
    OWED_BACK(4),
    /** They were given back. */
    GIVEN_BACK(5);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    private static Stage of(int code) throws MalformedInput {
      for (Stage each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new MalformedInput("a payout has a stage");
    }
  }

  Payout at(Stage next) {
    return new Payout(request, amount, sale, next);
  }

  /** What it is kept by: one request is for one payout, whatever else it says. */
  Hash32 key() {
    return request.token().digest();
  }

  /** What the note unit knows the stacking by. */
  Hash32 name() {
    return MachineBook.named(MachineBook.PAYOUT, key());
  }

  /** What the note unit knows the giving back by. */
  Hash32 backName() {
    return MachineBook.named(MachineBook.GIVING_BACK, key());
  }

  void encode(Encoder out) {
    out.u8(stage.code);
    OfflineAmount.encode(out, amount);
    out.hash(sale.orElse(NO_SALE)).fixed(request.encode());
  }

  static Payout decode(Hash32 key, Decoder in) throws MalformedInput {
    Stage stage = Stage.of(in.u8());
    Amount amount = OfflineAmount.decodePositive(in);
    Optional<Hash32> sale = Optional.of(in.hash()).filter(each -> !each.equals(NO_SALE));
    if (Message.decode(in.fixed(in.remaining())) instanceof Request request
        && request.token().digest().equals(key)) {
      return new Payout(request, amount, sale, stage);
    }
    throw new MalformedInput("a payout is kept by its request");
  }
}
