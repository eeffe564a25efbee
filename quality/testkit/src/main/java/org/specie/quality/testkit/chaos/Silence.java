package org.specie.quality.testkit.chaos;

/** The longest time between two answers. Safe for all threads. */
final class Silence {
  private long last;
  private long longest;

  /** Forgets what was before. */
  synchronized void begin(long nanos) {
    last = nanos;
    longest = 0;
  }

  synchronized void heard(long nanos) {
    longest = Math.max(longest, nanos - last);
    last = Math.max(last, nanos);
  }

  /** The longest so far, the one that lasts included. */
  synchronized long longest(long nanos) {
    return Math.max(longest, nanos - last);
  }
}
