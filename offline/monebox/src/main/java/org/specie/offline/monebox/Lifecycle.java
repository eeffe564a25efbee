package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.Util;

/**
 * Where the card stands between its making and its end (51.4). Stored beside its complement; a pair
 * that does not match counts as {@link #DISABLED}, so that a flipped bit never opens a state.
 */
final class Lifecycle {
  static final byte BLANK = 0x11;
  static final byte TESTED = 0x22;
  static final byte INITIALISED = 0x33;
  static final byte PERSONALISED = 0x44;
  static final byte OPERATIONAL = 0x55;
  static final byte DISABLED = 0x66;
  static final byte RECOVERED = 0x77;

  private final byte[] state;

  Lifecycle() {
    state = new byte[] {BLANK, (byte) ~BLANK};
  }

  byte current() {
    return state[0] == (byte) ~state[1] ? state[0] : DISABLED;
  }

  boolean is(byte expected) {
    return current() == expected;
  }

  void require(byte expected) {
    if (!is(expected)) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
  }

  /** Whether the card may be bound: between its personalisation and its end. */
  void requireOwned() {
    if (!is(PERSONALISED) && !is(OPERATIONAL)) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
  }

  /** Whether the card can have paid: it is in use, or has ended. */
  void requireUsed() {
    if (!is(OPERATIONAL) && !is(DISABLED) && !is(RECOVERED)) {
      ISOException.throwIt(StatusWords.WRONG_STATE);
    }
  }

  /** Both bytes in one atomic write. The scratch is two bytes of RAM. */
  void become(byte next, byte[] scratch, short at) {
    scratch[at] = next;
    scratch[(short) (at + 1)] = (byte) ~next;
    Util.arrayCopy(scratch, at, state, (short) 0, (short) 2);
  }
}
