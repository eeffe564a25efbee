package org.specie.quality.bench.ledger.payments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** When payments ended and how long they took. Thread-safe. */
final class Samples {
  private record Sample(long endedNanos, long tookNanos) {}

  private final List<Sample> all = new ArrayList<>();

  synchronized void add(long endedNanos, long tookNanos) {
    all.add(new Sample(endedNanos, tookNanos));
  }

  synchronized void addAll(Samples others) {
    all.addAll(others.all);
  }

  synchronized int count() {
    return all.size();
  }

  /** The payments that ended from {@code fromNanos} on and before {@code toNanos}. */
  synchronized Samples within(long fromNanos, long toNanos) {
    Samples some = new Samples();
    for (Sample each : all) {
      if (each.endedNanos() - fromNanos >= 0 && each.endedNanos() - toNanos < 0) {
        some.all.add(each);
      }
    }
    return some;
  }

  /** When the payment ended that was the {@code place}th to end, counted from 0. */
  synchronized long endOf(int place) {
    return all.stream()
        .sorted(Comparator.comparingLong(Sample::endedNanos))
        .skip(place)
        .findFirst()
        .orElseThrow()
        .endedNanos();
  }

  /** The milliseconds that {@code share} of the payments did not exceed. */
  synchronized double millis(double share) {
    if (all.isEmpty()) {
      return Double.NaN;
    }
    long[] sorted = all.stream().mapToLong(Sample::tookNanos).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))] / 1e6;
  }
}
