package org.specie.offline.processor;

import org.specie.kernel.core.Check;

/**
 * What the device has stored, in millijoules. The figures are estimates of ours for a flat cell of
 * 20 mAh; no device was measured. Spec: docs/spec/61-processor.md section 3.
 */
public final class Battery {
  /** When full: 20 mAh at 3.7 V. */
  public static final long CAPACITY_MJ = 266_400;

  /** What a second in a field, or on a wire, stores. */
  public static final long CHARGED_MJ_PER_SECOND = 20;

  /** What a command over the radio takes. */
  public static final long COMMAND_MJ = 10;

  /** What waking up to show something takes. */
  public static final long WAKING_MJ = 15;

  /** How long the sensors live on a millijoule. */
  public static final int SECONDS_PER_MJ = 100;

  private long storedMj;
  private int secondsOwed;

  /**
   * A battery in that state.
   *
   * @param storedMj from 0 to the capacity
   */
  public Battery(long storedMj) {
    Check.that(storedMj >= 0 && storedMj <= CAPACITY_MJ, "a battery holds up to its capacity");
    this.storedMj = storedMj;
  }

  /** What is in it. */
  public long storedMj() {
    return storedMj;
  }

  boolean isEmpty() {
    return storedMj == 0;
  }

  /** Takes so much out, all or nothing; whether it was there. */
  boolean draw(long mj) {
    if (storedMj < mj) {
      return false;
    }
    storedMj -= mj;
    return true;
  }

  /** So many seconds without anybody who feeds the device. */
  void idle(int seconds) {
    long owed = (long) secondsOwed + seconds;
    storedMj = Math.max(0, storedMj - owed / SECONDS_PER_MJ);
    secondsOwed = Math.toIntExact(owed % SECONDS_PER_MJ);
  }

  /** So many seconds in a field or on a wire. */
  void charge(int seconds) {
    storedMj = Math.min(CAPACITY_MJ, storedMj + CHARGED_MJ_PER_SECOND * seconds);
  }
}
