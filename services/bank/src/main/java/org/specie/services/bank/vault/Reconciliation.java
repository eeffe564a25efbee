package org.specie.services.bank.vault;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.services.bank.book.Book;
import org.specie.services.bank.book.Transactions;

/**
 * Whether everything is there. Spec: docs/spec/59-bank-service.md 2.6.
 *
 * @param customersMinor what customers are owed
 * @param pendingMinor what is on its way by the book
 * @param waitingMinor what is on its way by the withdrawals and deposits that are open
 * @param reserveMinor what the bank has elsewhere, or owes if it is below zero
 * @param floatMinor what the ledger's float holds of what crossed this bank's border
 * @param feesMinor what customers paid for tokens, which is the bank's own
 * @param vaults what they hold, by the book and by their own word
 * @param postingsMinor the sum of everything that was ever booked
 */
public record Reconciliation(
    long customersMinor,
    long pendingMinor,
    long waitingMinor,
    long reserveMinor,
    long floatMinor,
    long feesMinor,
    List<Line> vaults,
    long postingsMinor) {
  public Reconciliation {
    vaults = List.copyOf(vaults);
  }

  /** One vault. */
  public record Line(String name, boolean isUp, long bookMinor, long heldMinor) {
    /** What the vault has more than the book says. */
    public long differenceMinor() {
      return heldMinor - bookMinor;
    }
  }

  /** Draws it up, from what the vaults said last. */
  public static Reconciliation of(Transactions transactions, Book book, Vaults vaults)
      throws IOException {
    return transactions.transact(
        connection -> {
          List<Line> lines = new ArrayList<>();
          for (Vault each : vaults.all()) {
            VaultSays said = each.said();
            lines.add(
                new Line(
                    each.name(),
                    said.isUp(),
                    -Book.balance(connection, each.shadow()),
                    said.heldMinor()));
          }
          return new Reconciliation(
              sum(connection, "SELECT sum(balance) FROM account WHERE kind = 'CUSTOMER'"),
              Book.balance(connection, book.pending()),
              sum(
                  connection,
                  "SELECT (SELECT coalesce(sum(loaded), 0) FROM withdrawal WHERE state = 'ASKED')"
                      + " + (SELECT coalesce(sum(amount), 0) FROM deposit WHERE state = 'ACCEPTED')"),
              -Book.balance(connection, book.reserve()),
              -Book.balance(connection, book.floating()),
              Book.balance(connection, book.fees()),
              lines,
              sum(connection, "SELECT sum(change) FROM posting"));
        });
  }

  private static long sum(Connection connection, String question) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(question);
        ResultSet found = read.executeQuery()) {
      Check.that(found.next(), "an aggregate has a row");
      return found.getLong(1);
    }
  }

  /** What the book says vaults hold. */
  public long shadowMinor() {
    return vaults.stream().mapToLong(Line::bookMinor).sum();
  }

  /**
   * Whether customers, fees and what is on its way are covered by vaults, reserve and float, to the
   * last unit, and every part is what its own record says.
   */
  public boolean isBalanced() {
    return postingsMinor == 0
        && customersMinor + pendingMinor + feesMinor == shadowMinor() + reserveMinor + floatMinor
        && pendingMinor == waitingMinor
        && vaults.stream().allMatch(each -> each.differenceMinor() == 0);
  }
}
