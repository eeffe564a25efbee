package org.specie.cash.protocol.transaction;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.hybrid.SelfMemo;

/**
 * What the proofs of a {@link StateTransaction} are bound to.
 *
 * @param nullifier N_0 of the state consumed
 * @param pBal commitment to the new balance, under the bases of the range proof
 * @param payment present in a paying kind
 * @param pEp commitment to the old epoch, present in a renewal
 * @param move present in a load or unload
 * @param memo 96 bytes for the holder's later self
 */
public record StateBody(
    Kind kind,
    Header header,
    StateShow show,
    G1 nullifier,
    List<Slot> slots,
    StateOutput output,
    G1 pBal,
    Optional<Payment> payment,
    Optional<G1> pEp,
    Optional<AccountMove> move,
    ByteString memo) {

  /** The coin created and the commitments to its value and to the budget left. */
  public record Payment(CoinOutput coin, G1 pV, G1 pBud) {
    void encode(Encoder out) {
      coin.encode(out);
      pV.encode(out);
      pBud.encode(out);
    }

    static Payment decode(Decoder in) throws MalformedInput {
      return new Payment(CoinOutput.decode(in), G1.decode(in), G1.decode(in));
    }
  }

  public StateBody {
    slots = List.copyOf(slots);
    Shape shape = kind.shape(header.renewal()).orElseThrow();
    Check.that(show.v().size() == shape.hiddenAttributes(), "as many V as hidden attributes");
    Check.that(slots.size() == shape.slots(), "as many slots as the kind has");
    Check.that(payment.isPresent() == shape.pays(), "a payment exactly in a paying kind");
    Check.that(pEp.isPresent() == shape.renewal(), "an epoch link exactly in a renewal");
    Check.that(
        move.isPresent() == (shape.move() != Shape.Move.NONE), "a move exactly in a moving kind");
    Check.that(memo.size() == SelfMemo.SIZE, "a memo has 96 bytes");
  }

  public Shape shape() {
    return kind.shape(header.renewal()).orElseThrow();
  }

  void encode(Encoder out) {
    out.u8(kind.code());
    header.encode(out);
    show.encode(out);
    nullifier.encode(out);
    slots.forEach(slot -> slot.encode(out));
    output.encode(out);
    pBal.encode(out);
    payment.ifPresent(p -> p.encode(out));
    pEp.ifPresent(p -> p.encode(out));
    move.ifPresent(m -> m.encode(out));
    out.fixed(memo);
  }

  /** The canonical bytes. */
  public ByteString bytes() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  static StateBody decode(Kind kind, Decoder in) throws MalformedInput {
    Header header = Header.decode(in);
    Shape shape = kind.shape(header.renewal()).orElseThrow();
    return new StateBody(
        kind,
        header,
        StateShow.decode(in, shape.hiddenAttributes()),
        G1.decode(in),
        Slot.decodeAll(in, shape.slots()),
        StateOutput.decode(in),
        G1.decode(in),
        shape.pays() ? Optional.of(Payment.decode(in)) : Optional.empty(),
        shape.renewal() ? Optional.of(G1.decode(in)) : Optional.empty(),
        shape.move() == Shape.Move.NONE
            ? Optional.empty()
            : Optional.of(AccountMove.decode(in, shape.move() == Shape.Move.LOAD)),
        in.fixed(SelfMemo.SIZE));
  }
}
