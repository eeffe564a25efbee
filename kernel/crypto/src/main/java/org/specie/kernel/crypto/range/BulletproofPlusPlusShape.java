package org.specie.kernel.crypto.range;

/**
 * Where things lie in the vectors of a proof (docs/spec/03b, clause 3b.2). The norm vector holds
 * the sixteen multiplicities first and then twelve digits a claim, lowest digit first, so that
 * proofs of fewer claims use a prefix of the bases. The linear vector holds four blinding slots.
 *
 * @param claims claims in the proof
 * @param rounds times the vectors are halved before the rest is sent in the clear
 */
record BulletproofPlusPlusShape(int claims, int rounds) {
  /** The base of the digits, and the number of multiplicities. */
  static final int RADIX = 16;

  static final int BITS_A_DIGIT = 4;

  /** Digits of a value. */
  static final int DIGITS = 12;

  /** Bits of the range. */
  static final int BITS = DIGITS * BITS_A_DIGIT;

  /** Length of the linear vector: the blinding slot and the error slots of T, T² and T⁴. */
  static final int LINEAR = 4;

  /** Commitments before the first halving. */
  static final int COMMITMENTS = 3;

  /** Length of the norm vector. */
  int norm() {
    return RADIX + DIGITS * claims;
  }

  /** Length of the norm vector after all rounds. */
  int normFolded() {
    return folded(norm());
  }

  /** Length of the linear vector after all rounds. */
  int linearFolded() {
    return folded(LINEAR);
  }

  private int folded(int length) {
    return (length + (1 << rounds) - 1) >> rounds;
  }

  /** Points in a proof. */
  int points() {
    return COMMITMENTS + 2 * rounds;
  }

  /** Scalars in a proof. */
  int scalars() {
    return linearFolded() + normFolded();
  }
}
