package org.specie.services.bank.vault;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;

/**
 * The rows of tokens for withdrawals: of each account the newest counts. Spec:
 * docs/spec/59-bank-service.md section 13.
 */
public final class WithdrawalTokenBook {
  private WithdrawalTokenBook() {}

  /** The token that counts for {@code account}, if there is one. */
  public static Optional<Configuration> newest(Connection connection, long account)
      throws SQLException, IOException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT configuration FROM withdrawal_token WHERE account = ?"
                + " ORDER BY number DESC LIMIT 1")) {
      read.setLong(1, account);
      return configuration(read);
    }
  }

  /** The token of this name, if it counts for {@code account} or did. */
  public static Optional<Configuration> find(Connection connection, long account, TokenId token)
      throws SQLException, IOException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT configuration FROM withdrawal_token WHERE account = ? AND token = ?")) {
      read.setLong(1, account);
      read.setBytes(2, token.bytes().toByteArray());
      return configuration(read);
    }
  }

  private static Optional<Configuration> configuration(PreparedStatement read)
      throws SQLException, IOException {
    try (ResultSet found = read.executeQuery()) {
      return found.next()
          ? Optional.of(Token.decode(ByteString.copyOf(found.getBytes(1))).configuration())
          : Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException("the table of tokens was changed; bring back the database", e);
    }
  }

  /** Whether the token was taken for an account before. */
  public static boolean has(Connection connection, Configuration configuration)
      throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT 1 FROM withdrawal_token WHERE configuration = ?")) {
      read.setBytes(1, Token.fresh(configuration).encode().toByteArray());
      try (ResultSet found = read.executeQuery()) {
        return found.next();
      }
    }
  }

  /**
   * From now on it is the one that counts; false if another has its name.
   *
   * @param replaces the one that counted until now
   */
  public static boolean add(
      Connection connection, long account, Configuration configuration, Optional<TokenId> replaces)
      throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO withdrawal_token (token, account, configuration, replaces)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (token) DO NOTHING")) {
      add.setBytes(1, configuration.id().bytes().toByteArray());
      add.setLong(2, account);
      add.setBytes(3, Token.fresh(configuration).encode().toByteArray());
      add.setBytes(4, replaces.map(each -> each.bytes().toByteArray()).orElse(null));
      return add.executeUpdate() == 1;
    }
  }
}
