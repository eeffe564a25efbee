package org.specie.cli.network;

/** Lengths of time in words. */
public final class Times {
  private static final long HOUR_SECONDS = 3_600;
  private static final long DAY_SECONDS = 24 * HOUR_SECONDS;

  private Times() {}

  /** Whole days or hours where it comes to that, and seconds otherwise. */
  public static String words(long seconds) {
    if (seconds >= 2 * DAY_SECONDS && seconds % DAY_SECONDS == 0) {
      return seconds / DAY_SECONDS + " days";
    }
    return seconds >= HOUR_SECONDS && seconds % HOUR_SECONDS == 0
        ? seconds / HOUR_SECONDS + " h"
        : seconds + " s";
  }
}
