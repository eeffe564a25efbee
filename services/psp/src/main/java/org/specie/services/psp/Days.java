package org.specie.services.psp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.specie.kernel.core.port.Clock;

/** The day it is, in UTC: as precisely as a provider remembers when something was. */
public final class Days {
  private Days() {}

  /** Today, by {@code clock}. */
  public static LocalDate today(Clock clock) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(clock.epochSeconds()), ZoneOffset.UTC);
  }
}
