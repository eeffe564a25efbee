package org.specie.kernel.crypto.ps;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * A Pointcheval–Sanders signature (σ1, σ2) with σ2 = (x + Σ m_j·y_j)·σ1. It says nothing until
 * {@link PsVerificationKey#verifies} has accepted it. Encoding: 96 bytes each. Source: Pointcheval
 * and Sanders, CT-RSA 2016; docs/spec/04-threshold-signatures.md, clause 4.3.
 */
public record PsSignature(G1 sigma1, G1 sigma2) {
  /** Bytes of the encoding. */
  public static final int SIZE = 2 * G1.SIZE;

  public PsSignature {
    Check.that(!sigma1.isInfinity(), "infinity is never the base of a signature");
  }

  /**
   * The same signature under a base nobody can link to the first. The factor must be fresh and
   * uniform; both points must be in the group of order r, as verification assures.
   */
  public PsSignature rerandomise(Scalar t) {
    Check.that(!t.isZero(), "a rerandomiser is not zero");
    return new PsSignature(sigma1.times(t), sigma2.times(t));
  }

  public void encode(Encoder out) {
    sigma1.encode(out);
    sigma2.encode(out);
  }

  public static PsSignature decode(Decoder in) throws MalformedInput {
    return new PsSignature(G1.decodeInSubgroup(in), G1.decodeInSubgroup(in));
  }
}
