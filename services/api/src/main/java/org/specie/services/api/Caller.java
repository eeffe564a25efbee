package org.specie.services.api;

/** Who asks, as far as the service knows. */
public sealed interface Caller {
  /** Nobody in particular. */
  record Anybody() implements Caller {}

  /**
   * A customer.
   *
   * @param number the service's own number of it
   */
  record Customer(long number) implements Caller {}

  /** Somebody who was let in by a token that names nobody. */
  record Admitted() implements Caller {}
}
