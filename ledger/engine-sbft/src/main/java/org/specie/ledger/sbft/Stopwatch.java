package org.specie.ledger.sbft;

import java.util.function.LongSupplier;

/** Milliseconds since the engine was made, on a clock that only runs forward. */
final class Stopwatch {
  private static final long NANOS_PER_MS = 1_000_000;

  private final LongSupplier nanos;
  private final long begun;

  Stopwatch(LongSupplier nanos) {
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  long ms() {
    return (nanos.getAsLong() - begun) / NANOS_PER_MS;
  }
}
