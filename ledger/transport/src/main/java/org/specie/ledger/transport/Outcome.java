package org.specie.ledger.transport;

/**
 * What came of something that may be refused: a value, or the reason there is none.
 *
 * @param <T> what was wanted
 */
public sealed interface Outcome<T> {
  /** It was accepted. */
  record Accepted<T>(T value) implements Outcome<T> {}

  /** It was refused. */
  record Refused<T>(TransportReason reason) implements Outcome<T> {}

  /** The accepting outcome. */
  static <T> Outcome<T> accepted(T value) {
    return new Accepted<>(value);
  }

  /** The refusing outcome. */
  static <T> Outcome<T> refused(TransportReason reason) {
    return new Refused<>(reason);
  }
}
