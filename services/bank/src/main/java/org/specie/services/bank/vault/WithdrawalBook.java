package org.specie.services.bank.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/** The rows of withdrawals. Spec: docs/spec/59-bank-service.md section 3. */
public final class WithdrawalBook {
  private static final String COLUMNS =
      "account, id, key, request, amount, vault, state, asked, response, reason, salt, loaded";

  /** How far a withdrawal is. */
  public enum State {
    /** The vault has not paid, as far as is known; an account of the bank's own is debited. */
    ASKED,
    /** The account on the ledger loaded nothing in its time; no cash is kept for it. */
    LAPSED,
    /** The payment is there, for as often as it is asked for. */
    PAID,
    /** The vault has not paid and never will; the money is back in the account. */
    REFUSED
  }

  /**
   * A withdrawal.
   *
   * @param id the customer's name for it
   * @param key the digest of the token that is paid
   * @param request of the customer's purse, encoded
   * @param response that the customer's purse takes, encoded, once it is paid
   * @param reason why it was refused, a code of docs/reference/errors.md
   * @param salt by which an account of the ledger names its load, once the border waits for it
   * @param loaded what there is to be paid from, if it is there
   */
  public record Row(
      long account,
      String id,
      Hash32 key,
      ByteString request,
      Amount amount,
      String vault,
      State state,
      long askedSeconds,
      Optional<ByteString> response,
      Optional<Integer> reason,
      Optional<Hash32> salt,
      Optional<Amount> loaded) {
    /** One that is asked for, and that no vault has yet. */
    public static Row asked(
        long account, String id, Hash32 key, ByteString request, Amount amount, long seconds) {
      return new Row(
          account,
          id,
          key,
          request,
          amount,
          "",
          State.ASKED,
          seconds,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** The same at a vault, where so much is there to be paid from. */
    public Row at(String chosen, Optional<Amount> there) {
      return new Row(
          account,
          id,
          key,
          request,
          amount,
          chosen,
          state,
          askedSeconds,
          response,
          reason,
          salt,
          there);
    }

    /** What its movements are for, in a statement. */
    public String about() {
      return "withdrawal " + id;
    }
  }

  private WithdrawalBook() {}

  /** The withdrawal that {@code account} calls {@code id}. */
  public static Optional<Row> find(Connection connection, long account, String id)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM withdrawal WHERE account = ? AND id = ?")) {
      read.setLong(1, account);
      read.setString(2, id);
      return rows(read).stream().findFirst();
    }
  }

  /** The withdrawal that a token is in. */
  public static Optional<Row> of(Connection connection, Hash32 key) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT " + COLUMNS + " FROM withdrawal WHERE key = ?")) {
      read.setBytes(1, key.bytes().toByteArray());
      return rows(read).stream().findFirst();
    }
  }

  /** Whether a token is in a withdrawal. */
  public static boolean has(Connection connection, Hash32 key) throws SQLException {
    return of(connection, key).isPresent();
  }

  /** Those that wait for {@code vault}, oldest first, so many at most. */
  static List<Row> open(Connection connection, String vault, int max) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM withdrawal WHERE vault = ? AND state = 'ASKED'"
                + " ORDER BY loaded IS NULL, asked LIMIT ?")) {
      read.setString(1, vault);
      read.setInt(2, max);
      return rows(read);
    }
  }

  private static List<Row> rows(PreparedStatement read) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet found = read.executeQuery()) {
      while (found.next()) {
        int reason = found.getInt(10);
        boolean isReasoned = !found.wasNull();
        long loaded = found.getLong(12);
        boolean isLoaded = !found.wasNull();
        rows.add(
            new Row(
                found.getLong(1),
                found.getString(2),
                Hash32.of(found.getBytes(3)),
                ByteString.copyOf(found.getBytes(4)),
                Amount.ofMinor(found.getLong(5)),
                found.getString(6),
                State.valueOf(found.getString(7)),
                found.getLong(8),
                Optional.ofNullable(found.getBytes(9)).map(ByteString::copyOf),
                isReasoned ? Optional.of(reason) : Optional.empty(),
                Optional.ofNullable(found.getBytes(11)).map(Hash32::of),
                isLoaded ? Optional.of(Amount.ofMinor(loaded)) : Optional.empty()));
      }
    }
    return rows;
  }

  /**
   * Writes one that was just asked for.
   *
   * @param loadUntil when it lapses, unless there is by then what it is paid from
   */
  public static void add(Connection connection, Row row, long loadUntil) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO withdrawal (account, id, key, request, amount, vault, state, asked, loaded,"
                + " load_until) VALUES (?, ?, ?, ?, ?, ?, 'ASKED', ?, ?, ?)")) {
      add.setLong(1, row.account());
      add.setString(2, row.id());
      add.setBytes(3, row.key().bytes().toByteArray());
      add.setBytes(4, row.request().toByteArray());
      add.setLong(5, row.amount().minor());
      add.setString(6, row.vault());
      add.setLong(7, row.askedSeconds());
      if (row.loaded().isPresent()) {
        add.setLong(8, row.loaded().get().minor());
      } else {
        add.setNull(8, Types.BIGINT);
      }
      add.setLong(9, loadUntil);
      add.executeUpdate();
    }
  }

  /** The border waits for its load, which is named by these; false if that was known. */
  static boolean await(Connection connection, Hash32 key, Hash32 salt, Hash32 reference)
      throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE withdrawal SET salt = ?, reference = ? WHERE key = ? AND salt IS NULL")) {
      write.setBytes(1, salt.bytes().toByteArray());
      write.setBytes(2, reference.bytes().toByteArray());
      write.setBytes(3, key.bytes().toByteArray());
      return write.executeUpdate() == 1;
    }
  }

  /** Whether the load with this reference is looked for. */
  static boolean isAwaited(Connection connection, Hash32 reference) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM withdrawal WHERE reference = ? AND state = 'ASKED'")) {
      read.setBytes(1, reference.bytes().toByteArray());
      return !rows(read).isEmpty();
    }
  }

  /** So much was loaded for the one with this reference; what its movements are for. */
  static String load(Connection connection, Hash32 reference, Amount amount) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE withdrawal SET loaded = ? WHERE reference = ?"
                + " AND loaded IS NULL AND state = 'ASKED' RETURNING "
                + COLUMNS)) {
      write.setLong(1, amount.minor());
      write.setBytes(2, reference.bytes().toByteArray());
      List<Row> rows = rows(write);
      Check.that(rows.size() == 1, "the border looks for the load of one withdrawal");
      return rows.getFirst().about();
    }
  }

  /** Those of {@code vault} lapse whose time is over and for which nothing is loaded. */
  static void lapse(Connection connection, String vault, long nowSeconds) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE withdrawal SET state = 'LAPSED' WHERE vault = ? AND state = 'ASKED'"
                + " AND loaded IS NULL AND load_until < ?")) {
      write.setString(1, vault);
      write.setLong(2, nowSeconds);
      int _ = write.executeUpdate();
    }
  }

  /**
   * One for which nothing is loaded is asked for again; as it stands then.
   *
   * @param asked when it counts as asked for; of one that lapsed that is now
   */
  public static Row renew(Connection connection, Row row, long asked, long loadUntil)
      throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE withdrawal SET state = 'ASKED', asked = ?, load_until = ? WHERE key = ?"
                + " AND loaded IS NULL AND state IN ('ASKED', 'LAPSED') RETURNING "
                + COLUMNS)) {
      write.setLong(1, asked);
      write.setLong(2, loadUntil);
      write.setBytes(3, row.key().bytes().toByteArray());
      return rows(write).stream().findFirst().orElse(row);
    }
  }

  /** The payment is there; false if that was known. */
  static boolean pay(Connection connection, Row row, ByteString response) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE withdrawal SET state = 'PAID', response = ? WHERE key = ? AND state = 'ASKED'")) {
      write.setBytes(1, response.toByteArray());
      write.setBytes(2, row.key().bytes().toByteArray());
      return write.executeUpdate() == 1;
    }
  }

  /** It ends without a payment; false if that was known. */
  static boolean refuse(Connection connection, Row row, int reason) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE withdrawal SET state = 'REFUSED', reason = ?"
                + " WHERE key = ? AND state = 'ASKED'")) {
      write.setInt(1, reason);
      write.setBytes(2, row.key().bytes().toByteArray());
      return write.executeUpdate() == 1;
    }
  }

  /** How many wait for {@code vault}, and for how much. */
  public static Waiting waiting(Connection connection, String vault) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT count(*), coalesce(sum(amount), 0) FROM withdrawal"
                + " WHERE vault = ? AND state = 'ASKED'")) {
      read.setString(1, vault);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? new Waiting(found.getLong(1), found.getLong(2)) : new Waiting(0, 0);
      }
    }
  }

  /** What waits for a vault. */
  public record Waiting(long count, long minor) {}

  /** How many of {@code account} wait for a load. */
  public static long unloadedCount(Connection connection, long account) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT count(*) FROM withdrawal"
                + " WHERE account = ? AND state = 'ASKED' AND loaded IS NULL")) {
      read.setLong(1, account);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  /** How often {@code account} asked since {@code fromSeconds}, whatever came of it. */
  public static long askedCount(Connection connection, long account, long fromSeconds)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT count(*) FROM withdrawal WHERE account = ? AND asked >= ?")) {
      read.setLong(1, account);
      read.setLong(2, fromSeconds);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  /** What {@code account} asked for since {@code fromSeconds} and was not refused. */
  public static long askedMinor(Connection connection, long account, long fromSeconds)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT coalesce(sum(amount), 0) FROM withdrawal"
                + " WHERE account = ? AND asked >= ? AND state <> 'REFUSED'")) {
      read.setLong(1, account);
      read.setLong(2, fromSeconds);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }
}
