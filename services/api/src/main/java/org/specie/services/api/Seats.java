package org.specie.services.api;

import java.util.HashMap;
import java.util.Map;

/**
 * How many requests of one network are answered at this moment, so that none takes all the threads
 * with contents that hardly come. Safe for many threads.
 */
final class Seats {
  private final int eachMax;
  private final Map<Network, Integer> taken = new HashMap<>();

  Seats(int eachMax) {
    this.eachMax = eachMax;
  }

  /** Whether one more of {@code network} is answered; if so, {@link #leave} comes after it. */
  synchronized boolean take(Network network) {
    int already = taken.getOrDefault(network, 0);
    if (already == eachMax) {
      return false;
    }
    taken.put(network, already + 1);
    return true;
  }

  synchronized void leave(Network network) {
    taken.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
  }
}
