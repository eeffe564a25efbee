package org.specie.quality.testkit;

import org.specie.kernel.core.Check;

/**
 * One plug for all the storages of a machine. It counts their writes and goes off at a chosen one,
 * so that a test can try every write in turn. Thread-safe.
 */
public final class PowerSupply {
  /** What the write at which the power fails leaves behind. */
  public enum Cut {
    /** Nothing: it failed before the disk was touched. */
    BEFORE,
    /** All of it: the disk had it, and nobody was told. */
    AFTER,
    /** Its first half: the disk breaks the promise that a batch is atomic. */
    TORN
  }

  private final int cutAtWrite;
  private final Cut cut;
  private int writes;
  private boolean isOff;

  private PowerSupply(int cutAtWrite, Cut cut) {
    this.cutAtWrite = cutAtWrite;
    this.cut = cut;
  }

  /** Never fails. */
  public static PowerSupply steady() {
    return new PowerSupply(0, Cut.BEFORE);
  }

  /** Fails at write number {@code write}, counted from 1. */
  public static PowerSupply failingAt(int write, Cut cut) {
    Check.that(write >= 1, "writes are counted from 1");
    return new PowerSupply(write, cut);
  }

  /** Writes so far, with the one that failed. */
  public synchronized int writes() {
    return writes;
  }

  /** Whether the power has failed. */
  public synchronized boolean isOff() {
    return isOff;
  }

  /** Counts a write and says whether the power fails at it. */
  synchronized boolean failsNow() throws PowerLost {
    requireOn();
    writes++;
    isOff = writes == cutAtWrite;
    return isOff;
  }

  synchronized void requireOn() throws PowerLost {
    if (isOff) {
      throw new PowerLost(writes);
    }
  }

  Cut cut() {
    return cut;
  }
}
