package org.specie.kernel.crypto.range;

import java.math.BigInteger;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The range prover with its lid off: it follows the protocol for any claims, true or not, with the
 * lowest 48 bits of what each claim is about for its digits.
 */
public final class OpenRangeProver {
  private static final int RADIX = 16;
  private static final int DIGITS = 12;

  private OpenRangeProver() {}

  /** A proof of {@code claims} about commitments to {@code values} under {@code blindings}. */
  public static ByteString prove(
      RangeProofSystem system,
      List<Claim> claims,
      List<Scalar> values,
      List<Scalar> blindings,
      Transcript transcript,
      Entropy entropy) {
    Scalar[] norm = new Scalar[RADIX + DIGITS * claims.size()];
    Scalar[] signed = new Scalar[claims.size()];
    long[] multiplicities = new long[RADIX];
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      Scalar offset = Scalar.of(claim.offset());
      Scalar value = values.get(i);
      Scalar about = claim.negated() ? offset.minus(value) : offset.plus(value);
      long low = new BigInteger(1, about.toByteArray()).longValue();
      for (int k = 0; k < DIGITS; k++) {
        int digit = (int) (low >>> (4 * k)) & (RADIX - 1);
        norm[RADIX + DIGITS * i + k] = Scalar.of(digit);
        multiplicities[digit]++;
      }
      signed[i] = claim.negated() ? blindings.get(i).negate() : blindings.get(i);
    }
    for (int b = 0; b < RADIX; b++) {
      norm[b] = Scalar.of(multiplicities[b]);
    }
    return ((BulletproofPlusPlus) system)
        .prove(claims, new BulletproofPlusPlusWitness(norm, signed), transcript, entropy);
  }
}
