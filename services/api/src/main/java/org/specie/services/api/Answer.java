package org.specie.services.api;

import java.io.IOException;

/** What an operation gives: its output or a refusal, never an exception. */
public sealed interface Answer<O> {
  /** It was done. */
  record Done<O>(O output) implements Answer<O> {}

  /** It was not, and nothing changed. */
  record Refused<O>(Refusal refusal) implements Answer<O> {}

  /** The answer {@code output}. */
  static <O> Answer<O> done(O output) {
    return new Done<>(output);
  }

  /** The refusal for {@code refusal}. */
  static <O> Answer<O> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** Goes on with an output. */
  @FunctionalInterface
  interface Step<O, P> {
    Answer<P> take(O output) throws IOException;
  }

  /** Goes on with the output; a refusal stays one. */
  default <P> Answer<P> then(Step<O, P> next) throws IOException {
    return switch (this) {
      case Done<O>(var output) -> next.take(output);
      case Refused<O>(var refusal) -> refused(refusal);
    };
  }
}
