package org.specie.offline.monebox;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * What the card asked its managers last: to take the owner's secrets away (51.14). A card without a
 * clock knows by it that an order is of now. It outlives resets, because the managers sit
 * elsewhere, and ends when an order answers it or the owner turns out to know every secret.
 */
final class Asking {
  static final short SIZE = 8;

  // Places of the state.
  private static final short OPEN = 0;
  private static final short SHOWN = 1;
  private static final short ASKED = 2;

  private final Randomness random;
  private final byte[] state;

  Asking(Randomness random) {
    this.random = random;
    state = new byte[(short) (ASKED + SIZE)];
  }

  /** Asks anew; what was asked before is never answered any more. */
  void begin(byte[] to) {
    random.fill(to, (short) 0, SIZE);
    JCSystem.beginTransaction();
    Util.arrayCopy(to, (short) 0, state, ASKED, SIZE);
    state[SHOWN] = 0;
    state[OPEN] = 1;
    JCSystem.commitTransaction();
  }

  /** Refuses an order that does not answer what was asked last. */
  void require(byte[] data, short at) {
    if (state[OPEN] == 0 || Util.arrayCompare(data, at, state, ASKED, SIZE) != 0) {
      ISOException.throwIt(StatusWords.NOT_ASKED);
    }
  }

  /**
   * A secret of these was proven: once that is so of each of {@code all} since the card asked,
   * nobody has forgotten any. One write, if it says anything new.
   */
  void shown(byte which, byte all) {
    byte known = (byte) (state[SHOWN] | which);
    if ((all & ~known) == 0) {
      end();
    } else if (state[OPEN] != 0 && state[SHOWN] != known) {
      state[SHOWN] = known;
    }
  }

  /** No order counts any more; one write, if there is anything to end. */
  void end() {
    if (state[OPEN] != 0) {
      state[OPEN] = 0;
    }
  }
}
