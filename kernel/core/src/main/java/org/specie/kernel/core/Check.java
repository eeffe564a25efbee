package org.specie.kernel.core;

/**
 * Assertions that are always on. A failed check is a bug: it stops the replica, only main catches
 * it.
 */
public final class Check {
  private Check() {}

  /** Stops with {@code claim} if {@code condition} does not hold. */
  public static void that(boolean condition, String claim) {
    if (!condition) {
      throw new InvariantViolation(claim);
    }
  }
}
