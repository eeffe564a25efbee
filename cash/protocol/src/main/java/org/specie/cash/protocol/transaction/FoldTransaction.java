package org.specie.cash.protocol.transaction;

import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.ShowTerms;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Sixteen slots of one owner become one coin of the same owner; the state is shown, not consumed.
 */
public record FoldTransaction(Body body, Proofs proofs) implements PrivateTransaction {
  static final int HIDDEN = ShowTerms.EPOCH + 1;

  /** What the proofs are bound to. */
  public record Body(Header header, StateShow show, List<Slot> slots, CoinOutput coin, G1 pV) {
    public Body {
      slots = List.copyOf(slots);
      Check.that(show.v().size() == HIDDEN, "all attributes but the tag are hidden");
      Check.that(slots.size() == Suite.BULK_SLOTS, "a fold has sixteen slots");
    }

    void encode(Encoder out) {
      out.u8(Kind.FOLD.code());
      header.encode(out);
      show.encode(out);
      slots.forEach(slot -> slot.encode(out));
      coin.encode(out);
      pV.encode(out);
    }

    /** The canonical bytes. */
    public ByteString bytes() {
      Encoder out = new Encoder();
      encode(out);
      return out.toByteString();
    }
  }

  @Override
  public Kind kind() {
    return Kind.FOLD;
  }

  @Override
  public ByteString bodyBytes() {
    return body.bytes();
  }

  @Override
  public ByteString coreBytes() {
    Encoder out = new Encoder();
    body.encode(out);
    proofs.encode(out);
    return out.toByteString();
  }

  @Override
  public ByteString encode() {
    return coreBytes();
  }

  static FoldTransaction decode(Suite suite, Decoder in) throws MalformedInput {
    Body body =
        new Body(
            Header.decodeWithoutRenewal(in),
            StateShow.decode(in, HIDDEN),
            Slot.decodeAll(in, Suite.BULK_SLOTS),
            CoinOutput.decode(in),
            G1.decode(in));
    return new FoldTransaction(
        body, Proofs.decode(suite.relations().fold().relation, suite.range().proofSize(1), in));
  }
}
