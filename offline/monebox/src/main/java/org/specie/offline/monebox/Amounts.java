package org.specie.offline.monebox;

/**
 * Amounts as eight big-endian bytes, because a card has no number beyond sixteen bits (51.2). What
 * the card adds and holds stays below 2^40; limits of certificates may use all eight bytes and are
 * only compared.
 */
final class Amounts {
  static final short SIZE = 8;

  /** Leading bytes that are zero in an amount that the card can hold. */
  private static final short SPARE = 3;

  private Amounts() {}

  /** Unsigned comparison: negative, zero or positive. */
  static short compare(byte[] left, short leftAt, byte[] right, short rightAt) {
    return compare(left, leftAt, right, rightAt, SIZE);
  }

  /** Unsigned comparison of two big-endian numbers of one length. */
  static short compare(byte[] left, short leftAt, byte[] right, short rightAt, short length) {
    for (short i = 0; i < length; i++) {
      short difference =
          (short) ((left[(short) (leftAt + i)] & 0xFF) - (right[(short) (rightAt + i)] & 0xFF));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /** Whether the amount is below 2^40. */
  static boolean fits(byte[] amount, short at) {
    for (short i = 0; i < SPARE; i++) {
      if (amount[(short) (at + i)] != 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isZero(byte[] amount, short at) {
    return isZero(amount, at, SIZE);
  }

  static boolean isZero(byte[] bytes, short at, short length) {
    byte seen = 0;
    for (short i = 0; i < length; i++) {
      seen = (byte) (seen | bytes[(short) (at + i)]);
    }
    return seen == 0;
  }

  /** Writes the sum into RAM; false when it does not stay below 2^40. */
  static boolean add(
      byte[] left, short leftAt, byte[] right, short rightAt, byte[] sum, short sumAt) {
    short carry = 0;
    for (short i = SIZE - 1; i >= 0; i--) {
      short digit =
          (short)
              ((left[(short) (leftAt + i)] & 0xFF) + (right[(short) (rightAt + i)] & 0xFF) + carry);
      sum[(short) (sumAt + i)] = (byte) digit;
      carry = (short) ((digit >> 8) & 1);
    }
    return carry == 0 && fits(sum, sumAt);
  }

  /** Writes the difference into RAM; false when it would be negative. */
  static boolean subtract(
      byte[] left, short leftAt, byte[] right, short rightAt, byte[] difference, short at) {
    short borrow = 0;
    for (short i = SIZE - 1; i >= 0; i--) {
      short digit =
          (short)
              ((left[(short) (leftAt + i)] & 0xFF)
                  - (right[(short) (rightAt + i)] & 0xFF)
                  - borrow);
      difference[(short) (at + i)] = (byte) digit;
      borrow = (short) ((digit >> 8) & 1);
    }
    return borrow == 0;
  }
}
