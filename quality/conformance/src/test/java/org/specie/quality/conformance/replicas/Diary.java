package org.specie.quality.conformance.replicas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.specie.kernel.core.Hash32;

/** What one person did, what was promised, and what must not have happened. */
final class Diary {
  /**
   * A payment that was acknowledged.
   *
   * @param begunNanos when it was asked for
   * @param doneNanos when the receipt was here
   */
  record Payment(Hash32 id, long begunNanos, long doneNanos) {}

  private final List<Payment> payments = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  void paid(Hash32 id, long begunNanos) {
    payments.add(new Payment(id, begunNanos, System.nanoTime()));
  }

  void complain(String what) {
    complaints.add(what);
  }

  List<Payment> payments() {
    return List.copyOf(payments);
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /**
   * What in {@code diaries} no order of payments explains: each takes effect at its {@code place}
   * in the chain, so one that was acknowledged before another was asked for must stand before it.
   */
  static List<String> disorder(List<Diary> diaries, Map<Hash32, Long> place) {
    List<Payment> all = new ArrayList<>();
    diaries.forEach(each -> all.addAll(each.payments));
    List<Payment> byEnd =
        all.stream().sorted(Comparator.comparingLong(Payment::doneNanos)).toList();
    all.sort(Comparator.comparingLong(Payment::begunNanos));
    List<String> disorder = new ArrayList<>();
    long furthest = -1;
    int ended = 0;
    for (Payment each : all) {
      while (byEnd.get(ended).doneNanos() < each.begunNanos()) {
        furthest = Math.max(furthest, place.getOrDefault(byEnd.get(ended).id(), -1L));
        ended++;
      }
      if (place.getOrDefault(each.id(), Long.MAX_VALUE) < furthest) {
        disorder.add("payment " + each.id() + " stands before one that was over when it began");
      }
    }
    return disorder;
  }
}
