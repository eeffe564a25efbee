package org.specie.quality.testkit.simulation.invariant;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/** Something happened that never may: the end of a simulation. */
public final class InvariantBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  public InvariantBroken(String invariant, String detail) {
    super(detail);
    this.invariant = invariant;
  }

  /** Which of the invariants. */
  public String invariant() {
    return invariant;
  }

  /** Ends the simulation if {@code holds} is false. */
  @FormatMethod
  static void unless(
      boolean holds, String invariant, @FormatString String detail, Object... words) {
    if (!holds) {
      throw new InvariantBroken(invariant, detail.formatted(words));
    }
  }
}
