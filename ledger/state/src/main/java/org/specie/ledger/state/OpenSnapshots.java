package org.specie.ledger.state;

import java.util.Map;
import java.util.TreeMap;
import org.specie.kernel.core.Check;

/**
 * Who reads which version, so that pruning does not take it away meanwhile. Thread-safe; pruning
 * first raises the floor here and then removes, so that nobody begins to read what is about to go.
 */
final class OpenSnapshots {
  private final TreeMap<Long, Integer> readers = new TreeMap<>();
  private long floor;

  /** Whether {@code version} can be read from now on, until {@link #close}. */
  synchronized boolean open(long version) {
    if (version < floor) {
      return false;
    }
    readers.merge(version, 1, Integer::sum);
    return true;
  }

  synchronized void close(long version) {
    int left = readers.getOrDefault(version, 0) - 1;
    Check.that(left >= 0, "a snapshot is closed once for each time it was opened");
    if (left == 0) {
      readers.remove(version);
    } else {
      readers.put(version, left);
    }
  }

  /** The version from which on everything stays if whatever before {@code wanted} may go. */
  synchronized long raiseFloor(long wanted) {
    Map.Entry<Long, Integer> oldest = readers.firstEntry();
    long allowed = oldest == null ? wanted : Math.min(wanted, oldest.getKey());
    floor = Math.max(floor, allowed);
    return allowed;
  }

  synchronized boolean isAnyOpen() {
    return !readers.isEmpty();
  }
}
