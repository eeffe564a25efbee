package org.specie.wallet;

import org.specie.kernel.core.Reason;

/**
 * A refusal as the person is told it.
 *
 * @param detail the values that led to it, such as what was asked and what is left; may be empty
 */
public record Refusal(Reason reason, String detail) {
  /** A refusal whose sentence says all. */
  public static Refusal of(Reason reason) {
    return new Refusal(reason, "");
  }

  @Override
  public String toString() {
    return reason.code() + " " + reason.sentence() + (detail.isEmpty() ? "" : " " + detail);
  }
}
