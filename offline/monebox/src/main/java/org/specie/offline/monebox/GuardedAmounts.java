package org.specie.offline.monebox;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * Amounts in persistent memory that notice damage: five bytes of value with a 24-bit check behind
 * them, and the complement of all eight once more (51.3). Any one, two or three flipped bits are
 * found: a flip of the value that both copies repeat takes two bits, and the check tells them.
 */
final class GuardedAmounts {
  private static final short VALUE = 5;
  private static final short CELL = 16;

  /** The polynomial of CRC-24 in RFC 9580. */
  private static final short POLYNOMIAL_HIGH = 0x86;

  private static final short POLYNOMIAL_LOW = 0x4CFB;

  private final byte[] cells;
  private final byte[] word;

  /** So many amounts of zero. */
  GuardedAmounts(short count) {
    cells = new byte[(short) (count * CELL)];
    word = JCSystem.makeTransientByteArray(Amounts.SIZE, JCSystem.CLEAR_ON_DESELECT);
    byte[] zero = new byte[Amounts.SIZE];
    for (short i = 0; i < count; i++) {
      write(i, zero, (short) 0);
    }
  }

  /** Whether the cell still says what was written. */
  boolean intact(short index) {
    short at = (short) (index * CELL);
    for (short i = 0; i < Amounts.SIZE; i++) {
      if (cells[(short) (at + i)] != (byte) ~cells[(short) (at + Amounts.SIZE + i)]) {
        return false;
      }
    }
    Util.arrayCopyNonAtomic(cells, at, word, (short) 0, VALUE);
    appendCheck();
    return Util.arrayCompare(cells, at, word, (short) 0, Amounts.SIZE) == 0;
  }

  /** Copies the amount to RAM as eight bytes. */
  void read(short index, byte[] amount, short at) {
    Util.arrayFillNonAtomic(amount, at, (short) (Amounts.SIZE - VALUE), (byte) 0);
    Util.arrayCopyNonAtomic(
        cells, (short) (index * CELL), amount, (short) (at + (Amounts.SIZE - VALUE)), VALUE);
  }

  /** Replaces the amount, which is below 2^40, as part of the caller's transaction. */
  void write(short index, byte[] amount, short at) {
    short cell = (short) (index * CELL);
    Util.arrayCopyNonAtomic(amount, (short) (at + (Amounts.SIZE - VALUE)), word, (short) 0, VALUE);
    appendCheck();
    Util.arrayCopy(word, (short) 0, cells, cell, Amounts.SIZE);
    for (short i = 0; i < Amounts.SIZE; i++) {
      word[i] = (byte) ~word[i];
    }
    Util.arrayCopy(word, (short) 0, cells, (short) (cell + Amounts.SIZE), Amounts.SIZE);
  }

  private void appendCheck() {
    short high = 0;
    short low = 0;
    for (short i = 0; i < (short) (VALUE * 8); i++) {
      short bit = (short) ((word[(short) (i >> 3)] >> (short) (7 - (i & 7))) & 1);
      boolean feedback = (short) (((high >> 7) & 1) ^ bit) != 0;
      high = (short) ((high << 1) & 0xFF);
      if (low < 0) {
        high = (short) (high | 1);
      }
      low = (short) (low << 1);
      if (feedback) {
        high = (short) (high ^ POLYNOMIAL_HIGH);
        low = (short) (low ^ POLYNOMIAL_LOW);
      }
    }
    word[VALUE] = (byte) high;
    Util.setShort(word, (short) (VALUE + 1), low);
  }
}
