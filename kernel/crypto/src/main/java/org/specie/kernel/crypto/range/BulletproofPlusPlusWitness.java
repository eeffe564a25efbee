package org.specie.kernel.crypto.range;

import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.BITS;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.BITS_A_DIGIT;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.DIGITS;
import static org.specie.kernel.crypto.range.BulletproofPlusPlusShape.RADIX;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.range.RangeProofSystem.Opening;

/**
 * What a prover knows: sixteen multiplicities, the digits of every claimed value, and the blinding
 * of every claim with the claim's sign. Secret.
 */
final class BulletproofPlusPlusWitness {
  private final Scalar[] norm;
  private final Scalar[] blindings;

  /** Takes the vectors as they are; {@link #of} is where honest ones come from. */
  BulletproofPlusPlusWitness(Scalar[] norm, Scalar[] blindings) {
    Check.that(norm.length == RADIX + DIGITS * blindings.length, "twelve digits for each blinding");
    this.norm = norm.clone();
    this.blindings = blindings.clone();
  }

  /** The witness of true claims; a false one is a bug of the caller. */
  static BulletproofPlusPlusWitness of(
      BulletproofPlusPlusBases bases, List<Claim> claims, List<Opening> openings) {
    Check.that(claims.size() == openings.size(), "an opening for each claim");
    long[] multiplicities = new long[RADIX];
    Scalar[] norm = new Scalar[RADIX + DIGITS * claims.size()];
    Scalar[] blindings = new Scalar[claims.size()];
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      Opening opening = openings.get(i);
      Check.that(opens(bases, claim.commitment(), opening), "the opening is the claim's");
      long value = claimed(claim, opening);
      for (int k = 0; k < DIGITS; k++) {
        int digit = (int) (value >>> (BITS_A_DIGIT * k)) & (RADIX - 1);
        norm[RADIX + DIGITS * i + k] = Scalar.of(digit);
        multiplicities[digit]++;
      }
      blindings[i] = claim.negated() ? opening.blinding().negate() : opening.blinding();
    }
    for (int b = 0; b < RADIX; b++) {
      norm[b] = Scalar.of(multiplicities[b]);
    }
    return new BulletproofPlusPlusWitness(norm, blindings);
  }

  private static long claimed(Claim claim, Opening opening) {
    Check.that(claim.offset() >= 0, "the offset of a claim is not negative");
    // With an offset that is not negative, a sum that leaves the longs comes out negative.
    long value =
        claim.negated() ? claim.offset() - opening.value() : claim.offset() + opening.value();
    Check.that(0 <= value && value < 1L << BITS, "the claimed value is in range");
    return value;
  }

  private static boolean opens(BulletproofPlusPlusBases bases, G1 commitment, Opening opening) {
    Check.that(opening.value() != Long.MIN_VALUE, "a value has a magnitude");
    Scalar magnitude = Scalar.of(Math.abs(opening.value()));
    Scalar value = opening.value() < 0 ? magnitude.negate() : magnitude;
    G1 expected =
        bases
            .value()
            .point()
            .times(value)
            .plus(bases.linear().getFirst().point().times(opening.blinding()));
    return expected.equals(commitment);
  }

  /** The multiplicities, then the digits. */
  Scalar[] norm() {
    return norm.clone();
  }

  /** The blinding of each claim, with the claim's sign. */
  Scalar[] blindings() {
    return blindings.clone();
  }

  int claims() {
    return blindings.length;
  }

  @Override
  public String toString() {
    return "BulletproofPlusPlusWitness[redacted]";
  }
}
