package org.specie.services.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each caller asked lately; kept in memory and nowhere else. A caller beyond {@link
 * #CALLERS_MAX} takes the place of the one who has been quiet longest. Safe for many threads.
 */
final class Rates {
  /** Callers remembered at one time. */
  static final int CALLERS_MAX = 100_000;

  private static final double NANOS = 1e9;

  private record Bucket(double tokens, long atNanos) {}

  private final int perSecond;
  private final int burst;
  private final LongSupplier nanos;
  private final Map<Object, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
          return size() > CALLERS_MAX;
        }
      };

  Rates(int perSecond, int burst, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
  }

  /** Counts a request of {@code caller}; whole seconds it has to wait before, 0 if none. */
  synchronized long take(Object caller) {
    long now = nanos.getAsLong();
    Bucket known = buckets.getOrDefault(caller, new Bucket(burst, now));
    double tokens = Math.min(burst, known.tokens() + (now - known.atNanos()) / NANOS * perSecond);
    boolean isFree = tokens >= 1;
    buckets.put(caller, new Bucket(isFree ? tokens - 1 : tokens, now));
    return isFree ? 0 : (long) Math.ceil((1 - tokens) / perSecond);
  }
}
