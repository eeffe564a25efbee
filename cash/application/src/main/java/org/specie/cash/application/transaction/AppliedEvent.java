package org.specie.cash.application.transaction;

import java.util.List;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Address;

/**
 * What the block says about an applied transaction beside its bytes: what signers, wallets and
 * auditors would otherwise have to recompute or to know the policy of that day for. Refused
 * transactions have no event.
 */
public sealed interface AppliedEvent {
  /** A private transaction of {@code epoch} consumed {@code nullifiers}, in canonical form. */
  record Consumed(long epoch, List<ByteString> nullifiers) implements AppliedEvent {
    private static final int CODE = 1;

    /** A bulk transaction consumes a state and sixteen coins. */
    private static final int NULLIFIERS_MAX = 17;

    public Consumed {
      nullifiers = List.copyOf(nullifiers);
      Check.that(nullifiers.size() <= NULLIFIERS_MAX, "at most seventeen nullifiers");
      Check.that(
          nullifiers.stream().allMatch(each -> each.size() == G1.COMPRESSED_SIZE),
          "a canonical nullifier has 48 bytes");
    }
  }

  /** A person was enrolled in {@code epoch} with the budget of its class. */
  record Enrolled(long epoch, Amount budget) implements AppliedEvent {
    private static final int CODE = 2;
  }

  /** The account {@code from} paid another one, or into a float. */
  record Transferred(Address from) implements AppliedEvent {
    private static final int CODE = 3;
  }

  /** An act, or a redemption of a float, took effect; its bytes say everything. */
  record Acted() implements AppliedEvent {
    private static final int CODE = 4;
  }

  /** An operator's part in handing the issuing key on was taken down. */
  record Posted() implements AppliedEvent {
    private static final int CODE = 5;
  }

  /** The event bytes of the transaction's result. */
  default ByteString encode() {
    Encoder out = new Encoder();
    switch (this) {
      case Consumed(long epoch, List<ByteString> nullifiers) ->
          out.u8(Consumed.CODE).u64(epoch).list(nullifiers, Encoder::fixed);
      case Enrolled(long epoch, Amount budget) ->
          out.u8(Enrolled.CODE).u64(epoch).u64(budget.minor());
      case Transferred(Address from) -> out.u8(Transferred.CODE).fixed(from.bytes());
      case Acted() -> out.u8(Acted.CODE);
      case Posted() -> out.u8(Posted.CODE);
    }
    return out.toByteString();
  }

  /** Reads event bytes of an applied transaction. */
  static AppliedEvent decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    AppliedEvent event =
        switch (in.u8()) {
          case Consumed.CODE ->
              new Consumed(
                  in.u64(),
                  in.list(Consumed.NULLIFIERS_MAX, each -> each.fixed(G1.COMPRESSED_SIZE)));
          case Enrolled.CODE -> new Enrolled(in.u64(), AmountBytes.decode(in));
          case Transferred.CODE -> new Transferred(new Address(in.fixed(Address.SIZE)));
          case Acted.CODE -> new Acted();
          case Posted.CODE -> new Posted();
          default -> throw new MalformedInput("unknown event");
        };
    in.end();
    return event;
  }
}
