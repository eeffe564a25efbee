package org.specie.services.bank.book;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;

/**
 * Double entry: what leaves one account comes to another. A balance above zero is what the bank
 * owes, one below zero what it has. Spec: docs/spec/59-bank-service.md section 2.
 */
public final class Book {
  private static final String PENDING = "pending";
  private static final String RESERVE = "reserve";
  private static final String FLOAT = "float";
  private static final String FEES = "fees";

  private final long pending;
  private final long reserve;
  private final long floating;
  private final long fees;
  private final Clock clock;

  private Book(long pending, long reserve, long floating, long fees, Clock clock) {
    this.pending = pending;
    this.reserve = reserve;
    this.floating = floating;
    this.fees = fees;
    this.clock = clock;
  }

  /** The book there is. */
  public static Book open(Transactions transactions, Clock clock) throws IOException {
    return transactions.transact(
        connection ->
            new Book(
                number(connection, PENDING),
                number(connection, RESERVE),
                number(connection, FLOAT),
                number(connection, FEES),
                clock));
  }

  private static long number(Connection connection, String name) throws SQLException {
    return find(connection, name).orElseThrow(() -> new SQLException("no account " + name));
  }

  private static Optional<Long> find(Connection connection, String name) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT number FROM account WHERE name = ?")) {
      find.setString(1, name);
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
      }
    }
  }

  /** What is on its way between customers and vaults. */
  public long pending() {
    return pending;
  }

  /** What the bank has or owes elsewhere. */
  public long reserve() {
    return reserve;
  }

  /** What customers paid for tokens. */
  public long fees() {
    return fees;
  }

  /** What the ledger's float holds of what crossed this bank's border. */
  public long floating() {
    return floating;
  }

  /** The shadow account of a vault, made when it is asked for first. */
  public long shadow(Connection connection, String vault) throws SQLException {
    String name = "shadow/" + vault;
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO account (kind, name) VALUES ('SHADOW', ?) ON CONFLICT DO NOTHING")) {
      add.setString(1, name);
      add.executeUpdate();
    }
    return number(connection, name);
  }

  /** The balance of an account. */
  public static long balance(Connection connection, long account) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT balance FROM account WHERE number = ?")) {
      read.setLong(1, account);
      try (ResultSet found = read.executeQuery()) {
        Check.that(found.next(), "an account that is asked for is there");
        return found.getLong(1);
      }
    }
  }

  /** What is booked under {@code reference}. */
  public Optional<Movement> find(Connection connection, Hash32 reference) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT m.kind, m.amount, f.account, t.account FROM movement m"
                + " JOIN posting f ON f.movement = m.number AND f.change < 0"
                + " JOIN posting t ON t.movement = m.number AND t.change > 0"
                + " WHERE m.reference = ?")) {
      read.setBytes(1, reference.bytes().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next()
            ? Optional.of(
                new Movement(
                    MovementKind.valueOf(found.getString(1)),
                    reference,
                    Amount.ofMinor(found.getLong(2)),
                    found.getLong(3),
                    found.getLong(4)))
            : Optional.empty();
      }
    }
  }

  /** Books {@code movement}; nothing if it is booked, and a bug if something else is. */
  public boolean post(Connection connection, Movement movement) throws SQLException {
    Optional<Movement> known = find(connection, movement.reference());
    if (known.isPresent()) {
      Check.that(known.get().equals(movement), "a reference stands for one movement");
      return false;
    }
    long number = add(connection, movement);
    post(connection, number, movement.from(), -movement.amount().minor());
    post(connection, number, movement.to(), movement.amount().minor());
    return true;
  }

  /** The same, with the words that say what it was for. */
  public boolean post(Connection connection, Movement movement, String about) throws SQLException {
    boolean isNew = post(connection, movement);
    if (isNew) {
      explain(connection, height(connection, movement.reference()).orElseThrow(), about);
    }
    return isNew;
  }

  /** Says what a movement was for, unless it was said. */
  public static void explain(Connection connection, long number, String about) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement("INSERT INTO about VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      add.setLong(1, number);
      add.setString(2, about);
      add.executeUpdate();
    }
  }

  /** Says of a movement what was said of the one under {@code reference}, if anything was. */
  public static void explainAs(Connection connection, long number, Hash32 reference)
      throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO about SELECT ?, a.words FROM about a JOIN movement m ON m.number = a.movement"
                + " WHERE m.reference = ? ON CONFLICT DO NOTHING")) {
      add.setLong(1, number);
      add.setBytes(2, reference.bytes().toByteArray());
      add.executeUpdate();
    }
  }

  private long add(Connection connection, Movement movement) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO movement (kind, reference, amount, booked) VALUES (?, ?, ?, ?)"
                + " RETURNING number")) {
      add.setString(1, movement.kind().name());
      add.setBytes(2, movement.reference().bytes().toByteArray());
      add.setLong(3, movement.amount().minor());
      add.setLong(4, clock.epochSeconds());
      try (ResultSet found = add.executeQuery()) {
        Check.that(found.next(), "a movement gets a number");
        return found.getLong(1);
      }
    }
  }

  private static void post(Connection connection, long movement, long account, long change)
      throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement("INSERT INTO posting VALUES (?, ?, ?)")) {
      add.setLong(1, movement);
      add.setLong(2, account);
      add.setLong(3, change);
      add.executeUpdate();
    }
  }

  /** Movements that were booked so far. */
  public static long height(Connection connection) throws SQLException {
    try (PreparedStatement read =
            connection.prepareStatement("SELECT coalesce(max(number), 0) FROM movement");
        ResultSet found = read.executeQuery()) {
      Check.that(found.next(), "an aggregate has a row");
      return found.getLong(1);
    }
  }

  /** The number of the movement under {@code reference}, if it is booked. */
  public static Optional<Long> height(Connection connection, Hash32 reference) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT number FROM movement WHERE reference = ?")) {
      read.setBytes(1, reference.bytes().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
      }
    }
  }

  /**
   * A line of an account.
   *
   * @param number of the movement
   * @param changeMinor what came, or left if it is below zero
   */
  public record Line(
      long number, MovementKind kind, Hash32 reference, long changeMinor, long bookedSeconds) {}

  /** The lines of {@code account} after movement {@code after}, oldest first, so many at most. */
  public static List<Line> lines(Connection connection, long account, long after, int max)
      throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT m.number, m.kind, m.reference, p.change, m.booked FROM posting p"
                + " JOIN movement m ON m.number = p.movement"
                + " WHERE p.account = ? AND m.number > ? ORDER BY m.number LIMIT ?")) {
      read.setLong(1, account);
      read.setLong(2, after);
      read.setInt(3, max);
      try (ResultSet found = read.executeQuery()) {
        while (found.next()) {
          lines.add(
              new Line(
                  found.getLong(1),
                  MovementKind.valueOf(found.getString(2)),
                  Hash32.of(found.getBytes(3)),
                  found.getLong(4),
                  found.getLong(5)));
        }
      }
    }
    return lines;
  }
}
