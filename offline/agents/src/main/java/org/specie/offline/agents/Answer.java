package org.specie.offline.agents;

import java.util.Optional;
import org.specie.kernel.core.Reason;

/** What an agent or the core answers: what was asked for, or why not. */
public sealed interface Answer<T> {
  /** It is durable, and it is the same whenever it is asked for again. */
  record Given<T>(T value) implements Answer<T> {}

  /** Nothing was recorded, and nothing was used up. */
  record Refused<T>(Reason reason) implements Answer<T> {}

  static <T> Answer<T> given(T value) {
    return new Given<>(value);
  }

  static <T> Answer<T> refused(Reason reason) {
    return new Refused<>(reason);
  }

  /** What was given, if anything was. */
  default Optional<T> optional() {
    return switch (this) {
      case Given<T>(T given) -> Optional.of(given);
      case Refused<T> _ -> Optional.empty();
    };
  }
}
