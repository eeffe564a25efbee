package org.specie.kernel.core;

/** The answer to "may this happen?": a value, never an exception. */
public sealed interface Verdict {
  /** It may happen. */
  record Accepted() implements Verdict {}

  /** It may not, for a numbered reason. */
  record Refused(Reason reason) implements Verdict {}

  /** The accepting verdict. */
  static Verdict accepted() {
    return new Accepted();
  }

  /** A refusal for {@code reason}. */
  static Verdict refused(Reason reason) {
    return new Refused(reason);
  }

  /** Whether this is an acceptance. */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }
}
