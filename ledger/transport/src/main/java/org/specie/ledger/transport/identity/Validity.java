package org.specie.ledger.transport.identity;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Clock;

/** From when to when a certificate is valid, both ends included, in seconds since 1970. */
public record Validity(long fromEpochSeconds, long untilEpochSeconds) {
  /** Clocks of two machines may differ by this much without a fresh certificate being refused. */
  public static final long CLOCK_SKEW_SECONDS = 300;

  private static final long SECONDS_PER_DAY = 86_400;

  public Validity {
    Check.that(
        0 <= fromEpochSeconds && fromEpochSeconds < untilEpochSeconds,
        "a validity begins after 1970 and ends after it begins");
  }

  /** From now, less what clocks may differ, for {@code days} days. */
  public static Validity days(Clock clock, int days) {
    long now = clock.epochSeconds();
    return new Validity(now - CLOCK_SKEW_SECONDS, Math.addExact(now, days * SECONDS_PER_DAY));
  }

  /** Whether {@code epochSeconds} lies within. */
  public boolean holdsAt(long epochSeconds) {
    return fromEpochSeconds <= epochSeconds && epochSeconds <= untilEpochSeconds;
  }
}
