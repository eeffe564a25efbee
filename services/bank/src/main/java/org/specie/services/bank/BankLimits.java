package org.specie.services.bank;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;

/**
 * How much a bank gives.
 *
 * @param withdrawal at one time
 * @param daily to one account on one day, UTC
 * @param waiting withdrawals that wait for one vault
 */
public record BankLimits(Amount withdrawal, Amount daily, int waiting) {
  /** For a bank that says nothing else. */
  public static final BankLimits STANDARD =
      new BankLimits(Amount.parse("1000.00"), Amount.parse("5000.00"), 1_000);

  public BankLimits {
    Check.that(daily.covers(withdrawal), "a day's limit is not below that of one time");
    Check.that(waiting > 0, "somebody may wait");
  }
}
