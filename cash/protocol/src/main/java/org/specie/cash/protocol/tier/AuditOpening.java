package org.specie.cash.protocol.tier;

import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;

/**
 * All that is inside the sealed record of one payment, with the randomness it was sealed with: what
 * a payer shows the auditor whose approval it asks for. Nothing has to be decrypted then. Source:
 * docs/spec/12-tiers.md, clause 12.5. Encoding: 32 + 96 + 32 + 8 bytes.
 *
 * @param t the mask, not zero; who knows it opens this one record and no other
 * @param payerKey K of who pays
 * @param payeePid whom it is paid to
 */
public record AuditOpening(Scalar t, G1 payerKey, Scalar payeePid, Amount amount) {
  /** Bytes of an encoded opening. */
  public static final int SIZE = 168;

  private List<G1> plaintexts(Suite suite) {
    return List.of(
        payerKey,
        suite.auditPayee().times(payeePid),
        suite.auditAmount().times(Scalar.of(amount.minor())));
  }

  /** The sealed record of exactly this under {@code auditKey}. */
  public EscrowCiphertext seal(Suite suite, EscrowPublicKey auditKey) {
    return EscrowCiphertext.encrypt(auditKey, plaintexts(suite), t);
  }

  /**
   * Whether t is the mask of {@code sealed}, which nobody knows but whoever sealed it and those it
   * told. Says nothing about the rest of this opening.
   */
  public boolean isMaskOf(EscrowCiphertext sealed) {
    return !t.isZero() && G1.GENERATOR.times(t).equals(sealed.ephemeral());
  }

  /**
   * Whether {@code sealed}, which stands in a transaction with a valid proof, holds exactly this.
   * Point by point and not by sealing it again: whoever chooses t and K can make a slot vanish,
   * which no ciphertext may.
   */
  public boolean opens(Suite suite, EscrowPublicKey auditKey, EscrowCiphertext sealed) {
    if (!isMaskOf(sealed)) {
      return false;
    }
    List<G1> plaintexts = plaintexts(suite);
    for (int i = 0; i < plaintexts.size(); i++) {
      G1 masked = plaintexts.get(i).plus(auditKey.slots().get(i).times(t));
      if (!masked.equals(sealed.sealed().get(i))) {
        return false;
      }
    }
    return true;
  }

  public ByteString encode() {
    Encoder out = new Encoder();
    t.encode(out);
    payerKey.encode(out);
    payeePid.encode(out);
    return out.u64(amount.minor()).toByteString();
  }

  public static AuditOpening decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Scalar t = Scalar.decode(in);
    G1 payerKey = G1.decodeInSubgroup(in);
    Scalar payeePid = Scalar.decode(in);
    long minor = in.u64();
    in.end();
    if (t.isZero() || !Amount.isValid(minor)) {
      throw new MalformedInput("not an opening of a sealed record");
    }
    return new AuditOpening(t, payerKey, payeePid, Amount.ofMinor(minor));
  }

  @Override
  public String toString() {
    return "AuditOpening[redacted]";
  }
}
