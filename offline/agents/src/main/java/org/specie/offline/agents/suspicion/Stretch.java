package org.specie.offline.agents.suspicion;

import java.util.List;
import org.specie.offline.agents.inspection.Receipt;

/** Where receipts lie close together. Spec: docs/spec/54-agents.md 6.7. */
final class Stretch {
  private Stretch() {}

  /**
   * The first of the stretches of so many minutes that hold the most.
   *
   * @param receipts in order of time
   */
  static List<Receipt> densest(List<Receipt> receipts, int minutes) {
    List<Receipt> best = List.of();
    int first = 0;
    for (int last = 0; last < receipts.size(); last++) {
      while (receipts.get(last).time().isBeyond(receipts.get(first).time(), minutes)) {
        first++;
      }
      if (last + 1 - first > best.size()) {
        best = receipts.subList(first, last + 1);
      }
    }
    return best;
  }
}
