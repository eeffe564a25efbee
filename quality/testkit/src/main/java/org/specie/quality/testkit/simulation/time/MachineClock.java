package org.specie.quality.testkit.simulation.time;

import org.specie.ledger.consensus.value.Now;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * The clock of one machine: its monotonic reading begins anywhere and runs up to 2 % fast or slow,
 * its calendar is off and may be set.
 */
public final class MachineClock {
  /** What the calendar says when a simulation begins: 14 November 2023. */
  public static final long EPOCH_SECONDS = 1_700_000_000L;

  private static final int RATE_ONE = 1000;
  private static final long AHEAD_MS_MAX = 3_600_000;

  private final Timeline timeline;
  private final long rate;
  private final long offsetMs;
  private long skewSeconds;

  public MachineClock(Timeline timeline, Chance chance) {
    this.timeline = timeline;
    this.rate = chance.between(RATE_ONE - 20, RATE_ONE + 20);
    this.offsetMs = chance.between(0, 1_000_000);
  }

  /** The clock of the same machine after it was started again: only the calendar goes on. */
  public MachineClock restarted(Chance chance) {
    MachineClock clock = new MachineClock(timeline, chance);
    clock.skewSeconds = skewSeconds;
    return clock;
  }

  public Now now() {
    return new Now(monotonicMs(), EPOCH_SECONDS + timeline.nowUs() / 1_000_000 + skewSeconds);
  }

  private long monotonicMs() {
    return offsetMs + timeline.nowUs() / 1000 * rate / RATE_ONE;
  }

  /** How long until the monotonic reading is {@code monotonicMs}; at least a millisecond. */
  public long untilUs(long monotonicMs) {
    long aheadMs = Math.min(monotonicMs - monotonicMs(), AHEAD_MS_MAX);
    return Math.max(1000, Math.ceilDiv(aheadMs * RATE_ONE * 1000, rate) + 1000);
  }

  /** Sets the calendar to be off by so much. */
  public void skew(long seconds) {
    skewSeconds = seconds;
  }
}
