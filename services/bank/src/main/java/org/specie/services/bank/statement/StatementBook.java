package org.specie.services.bank.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.services.bank.statement.AccountStatement.Line;

/** What statements are drawn up from. Spec: docs/spec/59-bank-service.md section 11. */
public final class StatementBook {
  /**
   * A period of one account.
   *
   * @param account its number in the book
   * @param isOwn whether the account is what the bank has, and not what it owes
   */
  public record Asked(long account, boolean isOwn, long fromSeconds, long untilSeconds) {}

  private StatementBook() {}

  /** What was in the account before the period. */
  static long opening(Connection connection, Asked asked) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT coalesce(sum(p.change), 0) FROM posting p JOIN movement m ON m.number = p.movement"
                + " WHERE p.account = ? AND m.booked < ?")) {
      read.setLong(1, asked.account());
      read.setLong(2, asked.fromSeconds());
      try (ResultSet found = read.executeQuery()) {
        Check.that(found.next(), "an aggregate has a row");
        return sided(asked, found.getLong(1));
      }
    }
  }

  private static long sided(Asked asked, long change) {
    return asked.isOwn() ? -change : change;
  }

  /** The movements of the period in the order of the book, so many at most. */
  static List<Line> lines(Connection connection, Asked asked, int max) throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT m.number, m.kind, m.reference, p.change, m.booked, a.words FROM posting p"
                + " JOIN movement m ON m.number = p.movement"
                + " LEFT JOIN about a ON a.movement = m.number"
                + " WHERE p.account = ? AND m.booked >= ? AND m.booked < ?"
                + " ORDER BY m.number LIMIT ?")) {
      read.setLong(1, asked.account());
      read.setLong(2, asked.fromSeconds());
      read.setLong(3, asked.untilSeconds());
      read.setInt(4, max);
      try (ResultSet found = read.executeQuery()) {
        while (found.next()) {
          lines.add(
              new Line(
                  found.getLong(1),
                  found.getString(2),
                  Hash32.of(found.getBytes(3)),
                  sided(asked, found.getLong(4)),
                  found.getLong(5),
                  Optional.ofNullable(found.getString(6))));
        }
      }
    }
    return lines;
  }

  /** The statement of a period; nothing if it has more movements than one statement holds. */
  public static Optional<AccountStatement> drawUp(
      Connection connection,
      Asked asked,
      String bank,
      String account,
      String currency,
      long nowSeconds)
      throws SQLException {
    long opening = opening(connection, asked);
    List<Line> lines = lines(connection, asked, AccountStatement.LINES_MAX + 1);
    if (lines.size() > AccountStatement.LINES_MAX) {
      return Optional.empty();
    }
    long closing = opening + lines.stream().mapToLong(Line::changeMinor).sum();
    return Optional.of(
        new AccountStatement(
            bank,
            account,
            currency,
            asked.fromSeconds(),
            asked.untilSeconds(),
            nowSeconds,
            opening,
            lines,
            closing));
  }
}
