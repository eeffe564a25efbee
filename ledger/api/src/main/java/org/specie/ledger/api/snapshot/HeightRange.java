package org.specie.ledger.api.snapshot;

import org.specie.kernel.core.Check;

/** The heights from {@code first} to {@code last}, both included. */
public record HeightRange(long first, long last) {
  public HeightRange {
    Check.that(0 <= first && first <= last, "a range has its first height before its last");
  }

  /** Whether {@code height} is one of them. */
  public boolean contains(long height) {
    return first <= height && height <= last;
  }
}
