package org.specie.services.bank;

import org.specie.kernel.core.port.Clock;
import org.specie.offline.token.value.Minutes;

/** Time as a bank counts it. */
public final class Days {
  private static final long DAY_SECONDS = 86_400;
  private static final int MINUTE_SECONDS = 60;

  private Days() {}

  /** When the day of {@code seconds} began, UTC. */
  public static long begin(long seconds) {
    return seconds - Math.floorMod(seconds, DAY_SECONDS);
  }

  /** When the day of {@code minutes} began, in seconds, UTC. */
  public static long begin(Minutes minutes) {
    return begin((long) minutes.sinceEpoch() * MINUTE_SECONDS);
  }

  /** Now, as devices count. */
  public static Minutes minutes(Clock clock) {
    return new Minutes(Math.toIntExact(clock.epochSeconds() / MINUTE_SECONDS));
  }
}
