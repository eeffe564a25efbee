package org.specie.quality.requirements;

import java.util.Locale;

/** How a test ended the last time it ran. */
enum Outcome {
  PASSED,
  FAILED,
  /** Disabled, or given up because an assumption did not hold: it proves nothing. */
  SKIPPED;

  /** The word in result files and reports. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The outcome of a test that ran several times, as a parameterised one does: a failure counts
   * before a pass, and a pass before a skip.
   */
  Outcome and(Outcome other) {
    if (this == FAILED || other == FAILED) {
      return FAILED;
    }
    return this == PASSED || other == PASSED ? PASSED : SKIPPED;
  }
}
