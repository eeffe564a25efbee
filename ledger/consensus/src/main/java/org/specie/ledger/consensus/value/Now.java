package org.specie.ledger.consensus.value;

import org.specie.kernel.core.Check;

/**
 * The time, as an input. The monotonic reading drives timers and never goes back; the calendar
 * reading is what a primary proposes and may jump.
 */
public record Now(long monotonicMs, long epochSeconds) {
  public Now {
    Check.that(monotonicMs >= 0 && epochSeconds >= 0, "time is not negative");
  }
}
