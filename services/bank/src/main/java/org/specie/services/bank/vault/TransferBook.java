package org.specie.services.bank.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.services.bank.vault.WithdrawalBook.Waiting;

/** The rows of cash to other banks. Spec: docs/spec/59-bank-service.md section 10. */
public final class TransferBook {
  private static final String COLUMNS =
      "key, id, payee, request, amount, vault, asked, response, state";

  /** How far a transfer is. */
  public enum State {
    /** The vault has not paid, as far as is known, and will when it can. */
    ASKED,
    /** The payment is there, for as often as it is asked for. */
    PAID,
    /** The vault has not paid and never will. */
    REFUSED
  }

  /**
   * A transfer.
   *
   * @param key the digest of the token that is paid
   * @param request of the other bank's vault, encoded
   * @param response encoded, once it is paid
   */
  public record Row(
      Hash32 key,
      String id,
      String payee,
      ByteString request,
      Amount amount,
      String vault,
      long askedSeconds,
      Optional<ByteString> response,
      State state) {
    /** The same, for {@code chosen} to pay. */
    public Row at(String chosen) {
      return new Row(key, id, payee, request, amount, chosen, askedSeconds, response, state);
    }

    /** Whether it is the same transfer, as it is asked for. */
    public boolean isAskedAs(Row other) {
      return key.equals(other.key)
          && id.equals(other.id)
          && payee.equals(other.payee)
          && request.equals(other.request);
    }
  }

  private TransferBook() {}

  /** The transfer with this name or this token, if there is one. */
  public static Optional<Row> find(Connection connection, String id, Hash32 key)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM transfer WHERE id = ? OR key = ? LIMIT 1")) {
      read.setString(1, id);
      read.setBytes(2, key.bytes().toByteArray());
      return rows(read).stream().findFirst();
    }
  }

  /** Whether a token is in a transfer. */
  public static boolean has(Connection connection, Hash32 key) throws SQLException {
    return find(connection, "", key).isPresent();
  }

  /** Those that {@code vault} has not paid, so many at most. */
  static List<Row> open(Connection connection, String vault, int max) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM transfer WHERE vault = ? AND state = 'ASKED'"
                + " ORDER BY asked LIMIT ?")) {
      read.setString(1, vault);
      read.setInt(2, max);
      return rows(read);
    }
  }

  private static List<Row> rows(PreparedStatement read) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet found = read.executeQuery()) {
      while (found.next()) {
        rows.add(
            new Row(
                Hash32.of(found.getBytes(1)),
                found.getString(2),
                found.getString(3),
                ByteString.copyOf(found.getBytes(4)),
                Amount.ofMinor(found.getLong(5)),
                found.getString(6),
                found.getLong(7),
                Optional.ofNullable(found.getBytes(8)).map(ByteString::copyOf),
                State.valueOf(found.getString(9))));
      }
    }
    return rows;
  }

  /** Writes one that was just asked for. */
  public static void add(Connection connection, Row row) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO transfer (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 'ASKED')")) {
      add.setBytes(1, row.key().bytes().toByteArray());
      add.setString(2, row.id());
      add.setString(3, row.payee());
      add.setBytes(4, row.request().toByteArray());
      add.setLong(5, row.amount().minor());
      add.setString(6, row.vault());
      add.setLong(7, row.askedSeconds());
      add.executeUpdate();
    }
  }

  /** The payment is there; false if that was known. */
  static boolean pay(Connection connection, Row row, ByteString response) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE transfer SET state = 'PAID', response = ? WHERE key = ? AND state = 'ASKED'")) {
      write.setBytes(1, response.toByteArray());
      write.setBytes(2, row.key().bytes().toByteArray());
      return write.executeUpdate() == 1;
    }
  }

  /** It ends without a payment; false if that was known. */
  static boolean refuse(Connection connection, Row row) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE transfer SET state = 'REFUSED' WHERE key = ? AND state = 'ASKED'")) {
      write.setBytes(1, row.key().bytes().toByteArray());
      return write.executeUpdate() == 1;
    }
  }

  /** What waits for {@code vault}. */
  static Waiting waiting(Connection connection, String vault) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT count(*), coalesce(sum(amount), 0) FROM transfer"
                + " WHERE vault = ? AND state = 'ASKED'")) {
      read.setString(1, vault);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? new Waiting(found.getLong(1), found.getLong(2)) : new Waiting(0, 0);
      }
    }
  }
}
