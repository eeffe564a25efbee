package org.specie.services.bank.vault;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;

/**
 * The rows of tokens for deposits. A token goes to one asker and is never another's: whoever was
 * given it may have paid on it, and nobody else knows. Spec: docs/spec/59-bank-service.md section
 * 4.
 */
public final class DepositTokenBook {
  private static final int MINUTE_SECONDS = 60;

  /** How far a token is; it goes one way only. */
  private enum State {
    /** The vault is about to be given it. */
    ANNOUNCED,
    /** The vault has it, and nobody was told of it. */
    FREE,
    /** Somebody was given it. */
    LENT,
    /** Somebody paid on it. */
    PAID
  }

  /**
   * For whom a token is wanted.
   *
   * @param id what the account calls the deposit
   * @param replaces the token that it is given in place of
   * @param untilSeconds how long it is given again
   * @param validSeconds at least how long it is valid
   */
  public record Borrowing(
      long account, String id, Optional<TokenId> replaces, long untilSeconds, long validSeconds) {}

  /** A token of the table, as the factory made it, and the account that it pays into. */
  public record Known(long account, Configuration configuration) {}

  /**
   * A token that somebody was given.
   *
   * @param id of the token
   * @param token as the factory made it, encoded
   * @param untilSeconds how long it is given again
   * @param isPaid whether it was paid on
   */
  public record Lent(TokenId id, ByteString token, long untilSeconds, boolean isPaid) {
    /** Whether whoever asks again gets it. */
    public boolean isOpen(long nowSeconds) {
      return !isPaid && nowSeconds < untilSeconds;
    }
  }

  private DepositTokenBook() {}

  /** The vault is about to be given a token; nothing if it is written already. */
  static boolean announce(
      Connection connection, Configuration configuration, long account, String vault)
      throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO deposit_token (token, account, vault, configuration, valid_until, state)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      long minutes = configuration.terms().validity().until().sinceEpoch();
      add.setBytes(1, configuration.id().bytes().toByteArray());
      add.setLong(2, account);
      add.setString(3, vault);
      add.setBytes(4, Token.fresh(configuration).encode().toByteArray());
      add.setLong(5, minutes * MINUTE_SECONDS);
      add.setString(6, State.ANNOUNCED.name());
      return add.executeUpdate() == 1;
    }
  }

  /** The vault has it. Of a token that was never announced there is no row, and none is made. */
  static boolean offer(Connection connection, TokenId token, String vault) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE deposit_token SET state = ? WHERE token = ? AND vault = ? AND state = ?")) {
      write.setString(1, State.FREE.name());
      write.setBytes(2, token.bytes().toByteArray());
      write.setString(3, vault);
      write.setString(4, State.ANNOUNCED.name());
      return write.executeUpdate() == 1;
    }
  }

  /** Somebody paid on it. */
  static boolean pay(Connection connection, TokenId token) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement("UPDATE deposit_token SET state = ? WHERE token = ?")) {
      write.setString(1, State.PAID.name());
      write.setBytes(2, token.bytes().toByteArray());
      return write.executeUpdate() == 1;
    }
  }

  /** The vault that takes payments on this token, if it is one of this table. */
  public static Optional<String> vault(Connection connection, TokenId token) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT vault FROM deposit_token WHERE token = ?")) {
      read.setBytes(1, token.bytes().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
      }
    }
  }

  /** What {@code account} was given for the deposit it calls {@code id}. */
  public static Optional<Lent> find(Connection connection, long account, String id)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT configuration, lent_until, state, token FROM deposit_token"
                + " WHERE account = ? AND id = ?")) {
      read.setLong(1, account);
      read.setString(2, id);
      return lent(read);
    }
  }

  /** How many tokens {@code account} was given that are neither paid nor over. */
  public static int open(Connection connection, long account, long nowSeconds) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT count(*) FROM deposit_token"
                + " WHERE account = ? AND state = ? AND lent_until > ?")) {
      read.setLong(1, account);
      read.setString(2, State.LENT.name());
      read.setLong(3, nowSeconds);
      try (ResultSet found = read.executeQuery()) {
        Check.that(found.next(), "an aggregate has a row");
        return found.getInt(1);
      }
    }
  }

  /** What a token cost that was given to an account which held less. */
  public record Owed(TokenId token, long minor) {}

  /** The account owes so much for a token that it was just given. */
  public static void owe(Connection connection, TokenId token, long minor) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE deposit_token SET fee_owed = ? WHERE token = ? AND state = ?")) {
      write.setLong(1, minor);
      write.setBytes(2, token.bytes().toByteArray());
      write.setString(3, State.LENT.name());
      Check.that(write.executeUpdate() == 1, "what is owed for was just given");
    }
  }

  /** What is owed for {@code token}. */
  public static long owed(Connection connection, TokenId token) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT coalesce(fee_owed, 0) FROM deposit_token WHERE token = ?")) {
      read.setBytes(1, token.bytes().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  /** Whether {@code account} owes for a token that is paid, or may be given again. */
  public static boolean isOwing(Connection connection, long account, long nowSeconds)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT 1 FROM deposit_token WHERE account = ? AND fee_owed IS NOT NULL"
                + " AND (state = ? OR lent_until > ?)")) {
      read.setLong(1, account);
      read.setString(2, State.PAID.name());
      read.setLong(3, nowSeconds);
      try (ResultSet found = read.executeQuery()) {
        return found.next();
      }
    }
  }

  /** What {@code account} owes for tokens that somebody paid on. */
  static List<Owed> owed(Connection connection, long account) throws SQLException {
    List<Owed> all = new ArrayList<>();
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT token, fee_owed FROM deposit_token"
                + " WHERE account = ? AND fee_owed IS NOT NULL AND state = ? ORDER BY token")) {
      read.setLong(1, account);
      read.setString(2, State.PAID.name());
      try (ResultSet found = read.executeQuery()) {
        while (found.next()) {
          all.add(new Owed(new TokenId(ByteString.copyOf(found.getBytes(1))), found.getLong(2)));
        }
      }
    }
    return all;
  }

  /** Nothing is owed for {@code token} any more. */
  static void settle(Connection connection, TokenId token) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement("UPDATE deposit_token SET fee_owed = NULL WHERE token = ?")) {
      write.setBytes(1, token.bytes().toByteArray());
      int _ = write.executeUpdate();
    }
  }

  /** The token of this name, if it is one of this table. */
  public static Optional<Known> known(Connection connection, TokenId token)
      throws SQLException, IOException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT account, configuration FROM deposit_token WHERE token = ?")) {
      read.setBytes(1, token.bytes().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next()
            ? Optional.of(
                new Known(
                    found.getLong(1),
                    Token.decode(ByteString.copyOf(found.getBytes(2))).configuration()))
            : Optional.empty();
      } catch (MalformedInput e) {
        throw new IOException("the table of tokens was changed; bring back the database", e);
      }
    }
  }

  /** What was given in place of {@code old}. */
  public static Optional<Lent> replacement(Connection connection, TokenId old) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT configuration, lent_until, state, token FROM deposit_token WHERE replaces = ?")) {
      read.setBytes(1, old.bytes().toByteArray());
      return lent(read);
    }
  }

  private static Optional<Lent> lent(PreparedStatement read) throws SQLException {
    try (ResultSet found = read.executeQuery()) {
      return found.next()
          ? Optional.of(
              new Lent(
                  new TokenId(ByteString.copyOf(found.getBytes(4))),
                  ByteString.copyOf(found.getBytes(1)),
                  found.getLong(2),
                  State.valueOf(found.getString(3)) == State.PAID))
          : Optional.empty();
    }
  }

  /**
   * Gives a token of {@code vault} that nobody was given; of several the one that ends first.
   * Nothing if none is valid so long.
   */
  public static Optional<Lent> lend(Connection connection, Borrowing borrowing, String vault)
      throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "UPDATE deposit_token SET state = ?, id = ?, lent_until = ?, replaces = ? WHERE token ="
                + " (SELECT token FROM deposit_token WHERE account = ? AND vault = ?"
                + " AND state = ? AND valid_until >= ? ORDER BY valid_until, token LIMIT 1)"
                + " RETURNING configuration, lent_until, state, token")) {
      write.setString(1, State.LENT.name());
      write.setString(2, borrowing.id());
      write.setLong(3, borrowing.untilSeconds());
      write.setBytes(4, borrowing.replaces().map(each -> each.bytes().toByteArray()).orElse(null));
      write.setLong(5, borrowing.account());
      write.setString(6, vault);
      write.setString(7, State.FREE.name());
      write.setLong(8, borrowing.validSeconds());
      return lent(write);
    }
  }
}
