package org.specie.offline.monebox;

/** Numbers of four big-endian bytes in RAM. */
final class Counters {
  static final short SIZE = 4;

  private Counters() {}

  /** Adds one. */
  static void increment(byte[] number, short at) {
    for (short i = SIZE - 1; i >= 0; i--) {
      short here = (short) (at + i);
      number[here] = (byte) (number[here] + 1);
      if (number[here] != 0) {
        return;
      }
    }
  }

  /** Adds a small number that is not negative. */
  static void add(byte[] number, short at, short more) {
    short low = (short) ((number[(short) (at + 3)] & 0xFF) + (more & 0xFF));
    number[(short) (at + 3)] = (byte) low;
    short high =
        (short) ((number[(short) (at + 2)] & 0xFF) + ((more >> 8) & 0xFF) + ((low >> 8) & 1));
    number[(short) (at + 2)] = (byte) high;
    if ((short) ((high >> 8) & 1) != 0) {
      number[(short) (at + 1)] = (byte) (number[(short) (at + 1)] + 1);
      if (number[(short) (at + 1)] == 0) {
        number[at] = (byte) (number[at] + 1);
      }
    }
  }
}
