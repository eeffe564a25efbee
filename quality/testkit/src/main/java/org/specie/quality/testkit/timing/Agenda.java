package org.specie.quality.testkit.timing;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.specie.kernel.core.Check;

/**
 * What will happen, in the order of virtual time and of planning. A hundred replicas that all talk
 * to all have half a million frames under way, more than the simulator's timeline lets wait.
 */
final class Agenda {
  private static final int WAITING_MAX = 8_000_000;

  private record Entry(long atUs, long order, Runnable work) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::atUs).thenComparingLong(Entry::order));
  private long nowUs;
  private long planned;

  long nowUs() {
    return nowUs;
  }

  /** Lets {@code work} happen at {@code atUs}. */
  void at(long atUs, Runnable work) {
    Check.that(atUs >= nowUs, "nothing happens in the past");
    Check.that(entries.size() < WAITING_MAX, "at most 8,000,000 events wait for their moment");
    entries.add(new Entry(atUs, planned++, work));
  }

  /** Lets the next thing happen; false if there is none until {@code endUs}. */
  boolean advance(long endUs) {
    Entry next = entries.peek();
    if (next == null || next.atUs() > endUs) {
      nowUs = Math.max(nowUs, endUs);
      return false;
    }
    entries.remove();
    nowUs = next.atUs();
    next.work().run();
    return true;
  }
}
