package org.specie.ledger.transport;

/** Time that only ever runs forward, for deadlines and rates; its zero means nothing. */
@FunctionalInterface
public interface MonotonicClock {
  /** The clock of this process. */
  MonotonicClock SYSTEM = System::nanoTime;

  /** Nanoseconds since some moment; compare by subtraction. */
  long nanos();
}
