package org.specie.kernel.crypto.range;

import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The sizes of a proof, which follow from the number of claims. The bits of all claims stand one
 * after the other, {@link #BITS} each, and are padded to the next power of two by bits that belong
 * to no claim.
 *
 * @param claims at least one
 * @param length bits with padding, a power of two
 * @param rounds logarithm of the length: how often the argument halves its vectors
 */
record BulletproofPlusShape(int claims, int length, int rounds) {
  /** Bits of one value. */
  static final int BITS = 48;

  static BulletproofPlusShape of(int claims) {
    Check.that(claims > 0, "a range proof has at least one claim");
    int bits = Math.multiplyExact(claims, BITS);
    int rounds = Integer.SIZE - Integer.numberOfLeadingZeros(bits - 1);
    Check.that(rounds < Integer.SIZE - 1, "the padded length is an int");
    return new BulletproofPlusShape(claims, 1 << rounds, rounds);
  }

  /** Bytes of an encoded proof: A, an L and an R each round, A', B and three scalars. */
  int proofSize() {
    return (2 * rounds + 3) * G1.SIZE + 3 * Scalar.SIZE;
  }
}
