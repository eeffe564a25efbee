package org.specie.services.bank;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.offline.purse.journal.SealedLog;

/**
 * How much a bank gives, and how often: every withdrawal and every deposit, however small, costs
 * records of a vault's journals, which have a limit. Spec: docs/spec/59-bank-service.md 5.5, 7.3.
 *
 * @param least that is withdrawn at one time
 * @param withdrawal at one time
 * @param daily to one account on one day, UTC
 * @param times withdrawals of one account on one day, UTC; and deposits into it
 * @param waiting withdrawals that wait for one vault
 * @param records of one journal of a vault; what is beyond is for what has begun
 */
public record BankLimits(
    Amount least, Amount withdrawal, Amount daily, int times, int waiting, int records) {
  /** A twentieth of a journal is left to what has begun, to retries and to the desk. */
  public static final int RECORDS = SealedLog.RECORDS_MAX / 20 * 19;

  /** For a bank that says nothing else. */
  public static final BankLimits STANDARD =
      new BankLimits(
          Amount.parse("1.00"),
          Amount.parse("1000.00"),
          Amount.parse("5000.00"),
          100,
          1_000,
          RECORDS);

  public BankLimits {
    Check.that(withdrawal.covers(least), "the most at one time is not below the least");
    Check.that(daily.covers(withdrawal), "a day's limit is not below that of one time");
    Check.that(times > 0 && waiting > 0, "somebody may ask, and wait");
    Check.that(
        records > 0 && records <= SealedLog.RECORDS_MAX, "there is no more room than there is");
  }
}
