package org.specie.ledger.transport.link;

import java.util.HashMap;
import java.util.Map;
import org.specie.kernel.core.Check;

/** Counts what each of many holds, up to a limit; who holds nothing takes no memory. */
public final class Seats<K> {
  private final int perKeyMax;
  private final Map<K, Integer> taken = new HashMap<>();

  /** At most {@code perKeyMax} for each. */
  public Seats(int perKeyMax) {
    this.perKeyMax = perKeyMax;
  }

  /** Takes one for {@code key}, if there is one left. */
  public synchronized boolean take(K key) {
    int have = taken.getOrDefault(key, 0);
    if (have >= perKeyMax) {
      return false;
    }
    taken.put(key, have + 1);
    return true;
  }

  /** Gives one back. */
  public synchronized void leave(K key) {
    int have = taken.getOrDefault(key, 0);
    Check.that(have > 0, "a seat is left that was taken");
    if (have == 1) {
      taken.remove(key);
    } else {
      taken.put(key, have - 1);
    }
  }
}
