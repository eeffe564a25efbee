package org.specie.services.bank.vault;

import java.sql.Connection;
import java.sql.SQLException;
import org.specie.services.bank.BankLimits;

/**
 * The room that a vault's journals have for something new: what has begun is ended in any case, so
 * it has its records before anything begins. Safe for many threads. Spec:
 * docs/spec/59-bank-service.md 5.5.
 */
final class Room {
  /** More than any one withdrawal, deposit or transfer writes in one journal until it has ended. */
  private static final long RECORDS_EACH = 8;

  private final String vault;
  private final int recordsMax;
  private volatile int records;

  Room(String vault, BankLimits limits) {
    this.vault = vault;
    this.recordsMax = limits.records();
  }

  /** How many records the longer of its journals has by now. */
  void note(int count) {
    records = count;
  }

  /** Whether one more may begin. */
  boolean isThere(Connection connection) throws SQLException {
    long begun =
        WithdrawalBook.waiting(connection, vault).count()
            + DepositBook.open(connection, vault)
            + TransferBook.waiting(connection, vault).count();
    return records + RECORDS_EACH * (begun + 1) <= recordsMax;
  }
}
