package org.specie.services.bank.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;

/** The rows of deposits. Spec: docs/spec/59-bank-service.md section 4. */
public final class DepositBook {
  /** How far a deposit is. */
  public enum State {
    /** The payment is right; the vault has not collected it. */
    ACCEPTED,
    /** It is in the account. */
    CREDITED
  }

  private DepositBook() {}

  /** Writes a deposit that was taken at {@code takenSeconds}; false if it is known. */
  static boolean add(
      Connection connection,
      Hash32 key,
      long account,
      Amount amount,
      String vault,
      long takenSeconds)
      throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO deposit (key, account, amount, vault, state, taken)"
                + " VALUES (?, ?, ?, ?, 'ACCEPTED', ?) ON CONFLICT DO NOTHING")) {
      add.setBytes(1, key.bytes().toByteArray());
      add.setLong(2, account);
      add.setLong(3, amount.minor());
      add.setString(4, vault);
      add.setLong(5, takenSeconds);
      return add.executeUpdate() == 1;
    }
  }

  /** How many deposits into {@code account} were taken since {@code fromSeconds}. */
  static long takenCount(Connection connection, long account, long fromSeconds)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT count(*) FROM deposit WHERE account = ? AND taken >= ?")) {
      read.setLong(1, account);
      read.setLong(2, fromSeconds);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  /** How many deposits of {@code vault} are not credited. */
  static long open(Connection connection, String vault) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT count(*) FROM deposit WHERE vault = ? AND state = 'ACCEPTED'")) {
      read.setString(1, vault);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  /** The deposits of {@code vault} that are not credited, so many at most. */
  static List<Hash32> open(Connection connection, String vault, int max) throws SQLException {
    List<Hash32> open = new ArrayList<>();
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT key FROM deposit WHERE vault = ? AND state = 'ACCEPTED' LIMIT ?")) {
      read.setString(1, vault);
      read.setInt(2, max);
      try (ResultSet found = read.executeQuery()) {
        while (found.next()) {
          open.add(Hash32.of(found.getBytes(1)));
        }
      }
    }
    return open;
  }

  /** Notes that it is in the account. */
  static boolean credit(Connection connection, Hash32 key) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement("UPDATE deposit SET state = 'CREDITED' WHERE key = ?")) {
      write.setBytes(1, key.bytes().toByteArray());
      return write.executeUpdate() == 1;
    }
  }

  /** When the payment with this key was taken; 0 if that was before it was noted. */
  public static Optional<Long> takenSeconds(Connection connection, Hash32 key) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT taken FROM deposit WHERE key = ?")) {
      read.setBytes(1, key.bytes().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
      }
    }
  }

  /** How far the deposit with this key is. */
  public static Optional<State> state(Connection connection, Hash32 key) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT state FROM deposit WHERE key = ?")) {
      read.setBytes(1, key.bytes().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? Optional.of(State.valueOf(found.getString(1))) : Optional.empty();
      }
    }
  }
}
