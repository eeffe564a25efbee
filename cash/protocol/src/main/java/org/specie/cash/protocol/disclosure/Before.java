package org.specie.cash.protocol.disclosure;

import org.specie.kernel.core.Amount;

/** What the state that lived at the beginning of a period held: its owner's secret. */
public record Before(Amount income, Amount balance) {
  /** After an enrolment. */
  public static final Before NOTHING = new Before(Amount.ZERO, Amount.ZERO);

  @Override
  public String toString() {
    return "Before[redacted]";
  }
}
