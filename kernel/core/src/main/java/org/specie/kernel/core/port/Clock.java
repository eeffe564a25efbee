package org.specie.kernel.core.port;

/**
 * The time at the edge of the system; deterministic rooms take time from the decided block instead.
 */
@FunctionalInterface
public interface Clock {
  /** Seconds since 1970-01-01T00:00:00Z. */
  long epochSeconds();
}
