package org.specie.node.replica;

import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/** By which path the last slots were decided: fast with everybody's vote, or slow with fewer. */
final class DecisionPath {
  private final EngineMetrics metrics;
  private long fast;
  private long slow;
  private String last = "none yet";

  DecisionPath(EngineMetrics metrics) {
    this.metrics = metrics;
  }

  /** The path most slots took since this was last asked; that of before, if there were none. */
  synchronized String last() {
    long fastNow = metrics.of(Event.DECIDED_FAST);
    long slowNow = metrics.of(Event.DECIDED_SLOW);
    long fastSince = fastNow - fast;
    long slowSince = slowNow - slow;
    if (fastSince + slowSince > 0) {
      last = fastSince >= slowSince ? "fast" : "slow";
    }
    fast = fastNow;
    slow = slowNow;
    return last;
  }
}
