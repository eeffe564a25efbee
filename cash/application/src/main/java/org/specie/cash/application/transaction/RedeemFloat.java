package org.specie.cash.application.transaction;

import java.util.List;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.DomainTag;

/**
 * Moves money out of the float of an offline issuer to an account, because the payment that the
 * reference names came in. Those whom the committee named for the float sign it. Source:
 * docs/spec/53-float.md, clause 3.2.
 */
public record RedeemFloat(Statement statement, List<KeyQuorum.Signature> signatures)
    implements FloatMove {
  static final int CODE = 2;

  private static final DomainTag TAG = new DomainTag("specie/cash/redeem-float/1");

  /**
   * What redeemers sign.
   *
   * @param issuer whose float it is
   * @param reference the payment that came in, used once on a float
   * @param to who gets the money
   * @param validUntil the last height at which the redemption may be applied
   */
  public record Statement(
      Hash32 issuer, Hash32 reference, Address to, Amount amount, long validUntil) {
    /** The bytes to sign on the ledger {@code ledgerId}. */
    public ByteString bytes(Hash32 ledgerId) {
      Encoder out = new Encoder().hash(ledgerId);
      encode(out);
      return TAG.frame(out.toByteString());
    }

    /** The signature of the redeemer at {@code index}. */
    public KeyQuorum.Signature sign(Hash32 ledgerId, int index, Ed25519SecretKey redeemer) {
      return new KeyQuorum.Signature(index, redeemer.sign(bytes(ledgerId)));
    }

    /** The redemption with {@code signatures}, in the order of the redeemers' indices. */
    public RedeemFloat with(List<KeyQuorum.Signature> signatures) {
      return new RedeemFloat(this, signatures);
    }

    private void encode(Encoder out) {
      out.hash(issuer).hash(reference).fixed(to.bytes()).u64(amount.minor()).u64(validUntil);
    }

    private static Statement decode(Decoder in) throws MalformedInput {
      return new Statement(
          in.hash(),
          in.hash(),
          new Address(in.fixed(Address.SIZE)),
          AmountBytes.decode(in),
          in.u64());
    }
  }

  public RedeemFloat {
    signatures = List.copyOf(signatures);
    Check.that(signatures.size() <= KeyQuorum.KEYS_MAX, "at most 32 signatures");
  }

  /** Whether enough of {@code redeemers} signed it on the ledger {@code ledgerId}. */
  public boolean isSignedBy(KeyQuorum redeemers, Hash32 ledgerId) {
    return redeemers.isMetBy(statement.bytes(ledgerId), signatures);
  }

  void encodeContent(Encoder out) {
    statement.encode(out);
    out.list(signatures, (to, each) -> each.encode(to));
  }

  static RedeemFloat decodeContent(Decoder in) throws MalformedInput {
    return new RedeemFloat(
        Statement.decode(in), in.list(KeyQuorum.KEYS_MAX, KeyQuorum.Signature::decode));
  }
}
