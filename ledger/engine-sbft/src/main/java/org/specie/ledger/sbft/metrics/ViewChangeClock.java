package org.specie.ledger.sbft.metrics;

import java.util.OptionalLong;

/**
 * Times view changes at one replica: from the moment its timer made it complain, or from when it
 * followed others who left, until it enters a view. What the timer itself waited is not in it. For
 * one thread. Times are nanoseconds of any one monotonic clock.
 */
public final class ViewChangeClock {
  private final Latency taken;
  private OptionalLong since = OptionalLong.empty();
  private boolean hasLeft;

  public ViewChangeClock(Latency taken) {
    this.taken = taken;
  }

  /** The replica complains of its view; once it has left one, that is part of the same change. */
  public void complained(long nowNanos) {
    if (!hasLeft) {
      since = OptionalLong.of(nowNanos);
    }
  }

  /** Something was executed: a complaint that nobody followed is answered. */
  public void progressed() {
    if (!hasLeft) {
      since = OptionalLong.empty();
    }
  }

  /** The replica leaves its view, by its own complaint or after others. */
  public void left(long nowNanos) {
    if (since.isEmpty()) {
      since = OptionalLong.of(nowNanos);
    }
    hasLeft = true;
  }

  /** The replica is in a view. */
  public void entered(long nowNanos) {
    since.ifPresent(start -> taken.record(nowNanos - start));
    since = OptionalLong.empty();
    hasLeft = false;
  }
}
