package org.specie.quality.testkit.simulation.time;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.specie.kernel.core.Check;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;

/**
 * What will happen, in the order of virtual time; what is due at the same moment happens in the
 * order in which it was planned. Times are microseconds since the simulation began.
 */
public final class Timeline {
  /** Something that happens. */
  @FunctionalInterface
  public interface Event {
    void happen() throws IOException;
  }

  /** More events than ever wait in a run that is no flood: beyond, the run is ended and says so. */
  public static final int WAITING_MAX = 500_000;

  private static final long SECOND_US = 1_000_000;

  private record Entry(long atUs, long order, Event event) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::atUs).thenComparingLong(Entry::order));
  private long nowUs;
  private long planned;
  private long happened;
  private long second;
  private long happenedBefore;

  /**
   * Lets {@code event} happen after {@code delayUs}.
   *
   * @throws InvariantBroken if {@link #WAITING_MAX} events wait already: messages breed messages
   */
  public void after(long delayUs, Event event) {
    Check.that(delayUs >= 0, "nothing happens in the past");
    if (entries.size() >= WAITING_MAX) {
      throw new InvariantBroken("no flood", WAITING_MAX + " events wait for their moment");
    }
    entries.add(new Entry(nowUs + delayUs, planned++, event));
  }

  /** Lets the next event happen; false if there is none until {@code endUs}. */
  public boolean advance(long endUs) throws IOException {
    Entry next = entries.peek();
    if (next == null || next.atUs() > endUs) {
      nowUs = Math.max(nowUs, endUs);
      return false;
    }
    entries.remove();
    nowUs = next.atUs();
    if (nowUs / SECOND_US != second) {
      second = nowUs / SECOND_US;
      happenedBefore = happened;
    }
    happened++;
    next.event().happen();
    return true;
  }

  public long nowUs() {
    return nowUs;
  }

  /** How many events have happened. */
  public long happened() {
    return happened;
  }

  /** How many of them happened since the present virtual second began. */
  public long happenedThisSecond() {
    return happened - happenedBefore;
  }
}
