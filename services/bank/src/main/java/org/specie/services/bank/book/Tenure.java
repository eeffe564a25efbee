package org.specie.services.bank.book;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.kernel.core.Check;
import org.specie.services.database.Work;

/**
 * The time in which one process is the bank. Whoever opens the books begins a new one, and every
 * transaction of the one before fails from then on: two processes would write different records at
 * one place of a journal. Within one, transactions come one after another. Spec:
 * docs/spec/59-bank-service.md 2.5.
 */
public final class Tenure implements Transactions {
  private final Transactions database;
  private final long number;
  private final ReentrantLock turn = new ReentrantLock();

  private Tenure(Transactions database, long number) {
    this.database = database;
    this.number = number;
  }

  /** Begins one. */
  public static Tenure begin(Transactions database) throws IOException {
    long number =
        database.transact(
            connection -> {
              try (PreparedStatement next =
                      connection.prepareStatement(
                          "UPDATE tenure SET number = number + 1 RETURNING number");
                  ResultSet found = next.executeQuery()) {
                Check.that(found.next(), "there is one row");
                return found.getLong(1);
              }
            });
    return new Tenure(database, number);
  }

  @Override
  public <T> T transact(Work<T> work) throws IOException {
    turn.lock();
    try {
      return database.transact(
          connection -> {
            requireOurs(connection);
            return work.run(connection);
          });
    } finally {
      turn.unlock();
    }
  }

  private void requireOurs(Connection connection) throws SQLException, IOException {
    try (PreparedStatement read = connection.prepareStatement("SELECT number FROM tenure");
        ResultSet found = read.executeQuery()) {
      if (!found.next() || found.getLong(1) != number) {
        throw new IOException(
            "another process has opened the books of this bank since; stop one of the two");
      }
    }
  }
}
