package org.specie.wallet.holding;

/**
 * A refund address that was given out.
 *
 * @param number by which words find it again
 * @param purpose what it was given for, in the owner's words; may be empty
 */
public record GivenAddress(int number, String purpose) {
  /** Longest purpose, in bytes of UTF-8. */
  public static final int PURPOSE_BYTES_MAX = 512;
}
