package org.specie.cash.application.transaction;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.RecoverableSignature;
import org.specie.kernel.crypto.signature.Secp256k1PublicKey;
import org.specie.kernel.crypto.signature.Secp256k1SecretKey;
import org.specie.ledger.api.block.DomainTag;

/**
 * Moves ordinary money of the signer into the float of an offline issuer, for the one thing that
 * the reference names. 155 bytes without its family. Source: docs/spec/53-float.md, clause 3.1.
 */
public record LoadFloat(Body body, RecoverableSignature signature) implements FloatMove {
  static final int CODE = 1;

  private static final DomainTag TAG = new DomainTag("specie/cash/load-float/1");

  /**
   * What is signed.
   *
   * @param nonce the payer's next nonce
   * @param issuer whose float it is
   * @param reference what the money is for, used once by an account
   * @param validUntil the last height at which the load may be applied
   */
  public record Body(long nonce, Hash32 issuer, Hash32 reference, Amount amount, long validUntil) {
    /** What the payer signs on the ledger {@code ledgerId}. */
    public Hash32 digest(Hash32 ledgerId) {
      Encoder out = new Encoder();
      encode(out);
      return TAG.hash(ledgerId.bytes(), out.toByteString());
    }

    /** The load with the payer's signature. */
    public LoadFloat sign(Hash32 ledgerId, Secp256k1SecretKey payer) {
      return new LoadFloat(this, payer.sign(digest(ledgerId)));
    }

    private void encode(Encoder out) {
      out.u64(nonce).hash(issuer).hash(reference).u64(amount.minor()).u64(validUntil);
    }

    private static Body decode(Decoder in) throws MalformedInput {
      return new Body(in.u64(), in.hash(), in.hash(), AmountBytes.decode(in), in.u64());
    }
  }

  /** The account the signature leads to; some account for almost every signature. 27 µs. */
  public Optional<Address> from(Hash32 ledgerId) {
    Optional<Secp256k1PublicKey> key = signature.recover(body.digest(ledgerId));
    return key.map(Address::of);
  }

  void encodeContent(Encoder out) {
    body.encode(out);
    out.fixed(signature.bytes());
  }

  static LoadFloat decodeContent(Decoder in) throws MalformedInput {
    return new LoadFloat(
        Body.decode(in), RecoverableSignature.decode(in.fixed(RecoverableSignature.SIZE)));
  }
}
