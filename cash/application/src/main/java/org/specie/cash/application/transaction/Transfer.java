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
 * Moves ordinary money, in plain sight. The payer is not named: it is whoever's key the signature
 * leads to. The signature covers the ledger's identity, so it means nothing elsewhere. 109 bytes.
 */
public record Transfer(Body body, RecoverableSignature signature) {
  private static final DomainTag TAG = new DomainTag("specie/cash/transfer/1");

  /**
   * What is signed.
   *
   * @param nonce the payer's next nonce
   * @param validUntil the last height at which the transfer may be applied
   */
  public record Body(long nonce, Address to, Amount amount, long validUntil) {
    /** What the payer signs on the ledger {@code ledgerId}. */
    public Hash32 digest(Hash32 ledgerId) {
      Encoder out = new Encoder();
      encode(out);
      return TAG.hash(ledgerId.bytes(), out.toByteString());
    }

    /** The transfer with the payer's signature. */
    public Transfer sign(Hash32 ledgerId, Secp256k1SecretKey payer) {
      return new Transfer(this, payer.sign(digest(ledgerId)));
    }

    private void encode(Encoder out) {
      out.u64(nonce).fixed(to.bytes()).u64(amount.minor()).u64(validUntil);
    }

    private static Body decode(Decoder in) throws MalformedInput {
      long nonce = in.u64();
      Address to = new Address(in.fixed(Address.SIZE));
      return new Body(nonce, to, AmountBytes.decode(in), in.u64());
    }
  }

  /** The account the signature leads to; some account for almost every signature. 27 µs. */
  public Optional<Address> from(Hash32 ledgerId) {
    Optional<Secp256k1PublicKey> key = signature.recover(body.digest(ledgerId));
    return key.map(Address::of);
  }

  void encode(Encoder out) {
    body.encode(out);
    out.fixed(signature.bytes());
  }

  static Transfer decode(Decoder in) throws MalformedInput {
    return new Transfer(
        Body.decode(in), RecoverableSignature.decode(in.fixed(RecoverableSignature.SIZE)));
  }
}
