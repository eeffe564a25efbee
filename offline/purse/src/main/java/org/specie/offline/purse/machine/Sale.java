package org.specie.offline.purse.machine;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;

/**
 * Notes that are handed out for a payment. Spec: docs/spec/62-cash-machine.md section 3.
 *
 * @param asked digest of the token as it was asked, which the payment continues
 * @param until the notes are kept for it
 * @param end of the validity of its token
 */
record Sale(Hash32 asked, Amount amount, Minutes until, Minutes end, Stage stage) {
  /** How far it is. */
  enum Stage {
    /** A payment is asked for. */
    BEGUN(1),
    /** It is here. */
    PAID(2),
    /** The device has it, and notes come out. */
    NOTES(3),
    /** They came out. */
    DONE(4),
    /** The device has it, others have the notes: the cash is owed. */
    OWED(5),
    /** It goes back by a payout. */
    RETURNING(6),
    /** It went back. */
    RETURNED(7),
    /** Its time was over before the device had a payment: nothing is kept for it. */
    LATE(8);

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
      throw new MalformedInput("a sale has a stage");
    }
  }

  Sale at(Stage next) {
    return new Sale(asked, amount, until, end, next);
  }

  /** What the note unit knows it by. */
  Hash32 name() {
    return MachineBook.named(MachineBook.SALE, asked);
  }

  void encode(Encoder out) {
    out.u8(stage.code);
    OfflineAmount.encode(out, amount);
    until.encode(out);
    end.encode(out);
  }

  static Sale decode(Hash32 asked, Decoder in) throws MalformedInput {
    Stage stage = Stage.of(in.u8());
    Amount amount = OfflineAmount.decodePositive(in);
    Sale read = new Sale(asked, amount, Minutes.decode(in), Minutes.decode(in), stage);
    in.end();
    return read;
  }
}
