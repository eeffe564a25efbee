package org.specie.cash.gateway.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * In which order replicas are asked: whoever failed or kept silent last is asked last. Safe for
 * many threads. Source: docs/spec/28-gateway.md, clause 3.1.
 */
final class LineOrder {
  private volatile List<ReplicaLine> lines;

  LineOrder(List<? extends ReplicaLine> lines) {
    this.lines = List.copyOf(lines);
  }

  List<ReplicaLine> lines() {
    return lines;
  }

  synchronized void failed(Collection<ReplicaLine> failures) {
    if (failures.isEmpty()) {
      return;
    }
    List<ReplicaLine> last = new ArrayList<>(lines);
    List<ReplicaLine> next = new ArrayList<>(lines);
    next.removeAll(failures);
    last.removeAll(next);
    next.addAll(last);
    lines = List.copyOf(next);
  }
}
