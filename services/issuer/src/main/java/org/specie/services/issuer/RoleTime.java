package org.specie.services.issuer;

import org.specie.kernel.core.port.Clock;
import org.specie.offline.token.value.Minutes;

/** The time of a role's own clock, as the agents want it. */
public final class RoleTime {
  private static final int SECONDS_PER_MINUTE = 60;

  private final Clock clock;

  /** That of {@code clock}. */
  public RoleTime(Clock clock) {
    this.clock = clock;
  }

  /** Now. */
  public Minutes now() {
    return new Minutes(Math.toIntExact(clock.epochSeconds() / SECONDS_PER_MINUTE));
  }
}
