package org.specie.ledger.sbft.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, each time: a count, a sum, a maximum, and how many took at most t. */
public final class Latency {
  private static final long[] BOUNDS_MICROS = {
    250, 500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000
  };

  private final LongAdder count = new LongAdder();
  private final LongAdder sumMicros = new LongAdder();
  private final LongAccumulator maxMicros = new LongAccumulator(Math::max, 0);
  private final LongAdder[] atMost = new LongAdder[BOUNDS_MICROS.length];

  Latency() {
    for (int i = 0; i < atMost.length; i++) {
      atMost[i] = new LongAdder();
    }
  }

  /** Records one occurrence. */
  public void record(long nanos) {
    long micros = Math.max(0, nanos / 1_000);
    count.increment();
    sumMicros.add(micros);
    maxMicros.accumulate(micros);
    for (int i = 0; i < atMost.length; i++) {
      if (micros <= BOUNDS_MICROS[i]) {
        atMost[i].increment();
      }
    }
  }

  /** How often it happened. */
  public long count() {
    return count.sum();
  }

  /** How long it took in all. */
  public long sumMicros() {
    return sumMicros.sum();
  }

  /** The longest it took. */
  public long maxMicros() {
    return maxMicros.get();
  }

  List<Meter> meters(String name, String help) {
    List<Meter> meters = new ArrayList<>();
    meters.add(Meter.counter(name + ".count", help + ": how often", count::sum));
    meters.add(Meter.counter(name + ".sum.micros", help + ": in all", sumMicros::sum));
    meters.add(Meter.counter(name + ".max.micros", help + ": at most", maxMicros::get));
    for (int i = 0; i < atMost.length; i++) {
      LongAdder bucket = atMost[i];
      String bound = Long.toString(BOUNDS_MICROS[i]);
      meters.add(Meter.counter(name + ".bucket", help, "le_micros", bound, bucket::sum));
    }
    return meters;
  }
}
