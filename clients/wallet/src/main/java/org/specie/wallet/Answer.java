package org.specie.wallet;

import java.io.IOException;
import java.util.function.Function;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;

/** What an operation of a wallet came to: a value, or a refusal. Never both, never neither. */
public sealed interface Answer<T> {
  /** It is done. */
  record Done<T>(T value) implements Answer<T> {}

  /** It is not, and nothing has changed but perhaps the history. */
  record Refused<T>(Refusal refusal) implements Answer<T> {}

  /** Goes on with the value. */
  @FunctionalInterface
  interface Step<T, R> {
    Answer<R> apply(T value) throws IOException;
  }

  static <T> Answer<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Answer<T> refused(Reason reason) {
    return new Refused<>(Refusal.of(reason));
  }

  static <T> Answer<T> refused(Reason reason, String detail) {
    return new Refused<>(new Refusal(reason, detail));
  }

  static <T> Answer<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** The answer of {@code next} to the value, or this refusal. */
  default <R> Answer<R> then(Step<T, R> next) throws IOException {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> refused(refusal);
    };
  }

  /** The answer with the value changed by {@code change}. */
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Done<T>(T value) -> done(change.apply(value));
      case Refused<T>(Refusal refusal) -> refused(refusal);
    };
  }

  default boolean isDone() {
    return this instanceof Done<T>;
  }

  /** The value, where a refusal would be a bug of the caller. */
  default T orThrow() {
    return switch (this) {
      case Done<T>(T value) -> value;
      case Refused<T>(Refusal refusal) -> throw new InvariantViolation("refused: " + refusal);
    };
  }
}
