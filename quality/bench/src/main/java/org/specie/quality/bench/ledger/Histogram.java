package org.specie.quality.bench.ledger;

import java.util.Arrays;

/** Latencies of one run, and when they ended. Thread-safe. */
final class Histogram {
  private static final int FIRST_CAPACITY = 1 << 16;

  private final long startNanos;
  private long endNanos;
  private long[] latencies = new long[FIRST_CAPACITY];
  private long[] times = new long[FIRST_CAPACITY];
  private int count;
  private int forged;
  private int unanswered;

  Histogram(long startNanos) {
    this.startNanos = startNanos;
  }

  synchronized void add(long atNanos, long latencyNanos) {
    if (endNanos != 0) {
      return;
    }
    if (count == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * count);
      times = Arrays.copyOf(times, 2 * count);
    }
    latencies[count] = latencyNanos;
    times[count] = atNanos;
    count++;
  }

  synchronized void end(long atNanos) {
    endNanos = atNanos;
  }

  /** Answers that did not verify. */
  synchronized void forged(int answers) {
    forged = answers;
  }

  synchronized void unanswered(int requests) {
    unanswered = requests;
  }

  synchronized int forgedAnswers() {
    return forged;
  }

  synchronized int unansweredRequests() {
    return unanswered;
  }

  synchronized int count() {
    return count;
  }

  synchronized double seconds() {
    return (endNanos - startNanos) / 1e9;
  }

  double perSecond() {
    return count() / seconds();
  }

  /** The latency in milliseconds that {@code share} of the requests did not exceed. */
  synchronized double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(latencies, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1L, Math.round(share * (count - 1)))] / 1e6;
  }

  /** Requests that took longer than {@code millis}. */
  synchronized int slowerThan(double millis) {
    int slower = 0;
    for (int i = 0; i < count; i++) {
      if (latencies[i] / 1e6 > millis) {
        slower++;
      }
    }
    return slower;
  }

  /** The longest time in which nothing was answered, in milliseconds. */
  synchronized double longestSilenceMillis() {
    long longest = 0;
    long before = startNanos;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, times[i] - before);
      before = times[i];
    }
    longest = Math.max(longest, endNanos - before);
    return longest / 1e6;
  }
}
