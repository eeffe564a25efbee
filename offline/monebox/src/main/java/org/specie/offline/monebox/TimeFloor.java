package org.specie.offline.monebox;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import org.specie.offline.token.layout.ArtLayout;

/**
 * The latest time that a key of the issuer's has vouched for, in minutes since 1970 (51.7). A card
 * has no clock; this keeps it from being led back to a time in which what expired was valid. What
 * payers and hosts claim does not raise it, because they could put a card out of use with it.
 */
final class TimeFloor {
  static final short SIZE = ArtLayout.TIME_SIZE;

  private final byte[] minutes;
  private final byte[] ram;

  TimeFloor() {
    minutes = new byte[SIZE];
    ram = JCSystem.makeTransientByteArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Whether the time is not before the floor. */
  boolean reached(byte[] time, short at) {
    return Amounts.compare(time, at, minutes, (short) 0, SIZE) >= 0;
  }

  /** Takes a later time, atomically; the caller has verified the signature over it. */
  void raise(byte[] time, short at) {
    if (!reached(time, at)) {
      return;
    }
    Util.arrayCopy(time, at, minutes, (short) 0, SIZE);
  }

  /** Whether the floor lies beyond a time and the grace that payments have after it. */
  boolean passedWithGrace(byte[] time, short at) {
    Util.arrayCopyNonAtomic(time, at, ram, (short) 0, SIZE);
    Counters.add(ram, (short) 0, ArtLayout.GRACE_MINUTES);
    return Amounts.compare(minutes, (short) 0, ram, (short) 0, SIZE) > 0;
  }

  /** Whether the floor lies beyond a time. */
  boolean passed(byte[] time, short at) {
    return Amounts.compare(minutes, (short) 0, time, at, SIZE) > 0;
  }

  void read(byte[] time, short at) {
    Util.arrayCopyNonAtomic(minutes, (short) 0, time, at, SIZE);
  }
}
