package org.specie.ledger.sbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.ledger.sbft.metrics.Health;

/** What is seen of other operators from here. Safe for all threads. */
final class PeerSights {
  private static final class Sight {
    private boolean isConnected;
    private long heardMs;
    private long executed;
    private boolean isVoting = true;
    private long epoch;
  }

  private final Map<String, Sight> sights = new TreeMap<>();

  synchronized void connected(String operator, long nowMs) {
    Sight sight = of(operator);
    sight.isConnected = true;
    sight.heardMs = nowMs;
  }

  synchronized void disconnected(String operator) {
    of(operator).isConnected = false;
  }

  synchronized void heard(String operator, long nowMs) {
    of(operator).heardMs = nowMs;
  }

  synchronized void said(String operator, long epoch, long executed, boolean isVoting) {
    Sight sight = of(operator);
    sight.epoch = epoch;
    sight.executed = executed;
    sight.isVoting = isVoting;
  }

  /** {@code operator} offers blocks up to {@code certified}; readers hear nothing else of it. */
  synchronized void offered(String operator, long certified) {
    Sight sight = of(operator);
    sight.executed = Math.max(sight.executed, certified);
  }

  synchronized void saidEpoch(String operator, long epoch) {
    of(operator).epoch = epoch;
  }

  private Sight of(String operator) {
    return sights.computeIfAbsent(operator, name -> new Sight());
  }

  synchronized Set<String> connected() {
    Set<String> connected = new TreeSet<>();
    sights.forEach(
        (name, sight) -> {
          if (sight.isConnected) {
            connected.add(name);
          }
        });
    return connected;
  }

  /** How many operators speak of a later epoch than {@code epoch}. */
  synchronized int beyond(long epoch) {
    return (int) sights.values().stream().filter(sight -> sight.epoch > epoch).count();
  }

  /** The furthest executed block that anybody claims. */
  synchronized long furthest() {
    return sights.values().stream().mapToLong(sight -> sight.executed).max().orElse(-1);
  }

  /** What the health of the network is made of, this replica's part in it apart. */
  synchronized List<Health.Sight> sights(List<String> operators, long furthest, long nowMs) {
    List<Health.Sight> seen = new ArrayList<>();
    for (String operator : operators) {
      Sight sight = of(operator);
      seen.add(
          new Health.Sight(
              operator,
              sight.isConnected,
              Math.max(0, nowMs - sight.heardMs),
              Math.max(0, furthest - sight.executed),
              sight.isVoting));
    }
    return seen;
  }
}
