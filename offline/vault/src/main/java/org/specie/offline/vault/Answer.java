package org.specie.offline.vault;

import org.specie.kernel.core.Reason;

/** What a vault answers: what was asked for, or why not. */
public sealed interface Answer<T> {
  /** It is here. */
  record Given<T>(T value) implements Answer<T> {}

  /** Nothing happened. */
  record Refused<T>(Reason reason) implements Answer<T> {}
}
