package org.specie.cash.protocol.transaction;

import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.sigma.SigmaProof;

/**
 * Ties an ordinary account to the pid of a state without showing either's owner. The state is
 * shown, not consumed; the account signs {@link #core}.
 */
public record LinkTransaction(Body body, SigmaProof proof, ByteString accountSignature)
    implements PrivateTransaction {
  /**
   * What the proof is bound to.
   *
   * @param account 20 bytes
   * @param nonce the account's next nonce
   * @param link R_a = pid·G + rho·g
   */
  public record Body(Header header, StateShow show, ByteString account, long nonce, G1 link) {
    public Body {
      Check.that(
          show.v().size() == FoldTransaction.HIDDEN, "all attributes but the tag are hidden");
      Check.that(account.size() == AccountMove.ACCOUNT_SIZE, "an account has 20 bytes");
    }

    void encode(Encoder out) {
      out.u8(Kind.LINK.code());
      header.encode(out);
      show.encode(out);
      out.fixed(account).u64(nonce);
      link.encode(out);
    }

    /** The canonical bytes. */
    public ByteString bytes() {
      Encoder out = new Encoder();
      encode(out);
      return out.toByteString();
    }
  }

  public LinkTransaction {
    Check.that(
        accountSignature.size() == StateTransaction.ACCOUNT_SIGNATURE_SIZE,
        "a signature has 65 bytes");
  }

  @Override
  public Kind kind() {
    return Kind.LINK;
  }

  @Override
  public ByteString bodyBytes() {
    return body.bytes();
  }

  private Encoder encodeCore() {
    Encoder out = new Encoder();
    body.encode(out);
    proof.encode(out);
    return out;
  }

  @Override
  public ByteString coreBytes() {
    return encodeCore().toByteString();
  }

  @Override
  public ByteString encode() {
    return encodeCore().fixed(accountSignature).toByteString();
  }

  static LinkTransaction decode(Suite suite, Decoder in) throws MalformedInput {
    Body body =
        new Body(
            Header.decodeWithoutRenewal(in),
            StateShow.decode(in, FoldTransaction.HIDDEN),
            in.fixed(AccountMove.ACCOUNT_SIZE),
            in.u64(),
            G1.decode(in));
    return new LinkTransaction(
        body,
        SigmaProof.decode(suite.relations().link().relation, in),
        in.fixed(StateTransaction.ACCOUNT_SIGNATURE_SIZE));
  }
}
