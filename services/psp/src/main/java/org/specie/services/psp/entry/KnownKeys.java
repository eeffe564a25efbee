package org.specie.services.psp.entry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.psp.PspRefusal;

/**
 * What a provider knows of keys: whose they are, which were given up, and which are barred. Source:
 * docs/spec/41-psp.md 41.25 to 41.27.
 */
final class KnownKeys {
  /**
   * A customer's keys.
   *
   * @param number of the customer
   */
  record Holder(long number, ByteString key, Optional<ByteString> spare) {}

  private final Barred barred;

  KnownKeys(Barred barred) {
    this.barred = barred;
  }

  /** The customer that {@code key} stands for, its own or its spare one. */
  Optional<Holder> holder(Connection connection, Ed25519PublicKey key) throws SQLException {
    byte[] bytes = key.bytes().toByteArray();
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT number, key, spare FROM customer WHERE key = ? OR spare = ?")) {
      find.setBytes(1, bytes);
      find.setBytes(2, bytes);
      try (ResultSet found = find.executeQuery()) {
        return found.next()
            ? Optional.of(
                new Holder(
                    found.getLong(1),
                    ByteString.copyOf(found.getBytes(2)),
                    Optional.ofNullable(found.getBytes(3)).map(ByteString::copyOf)))
            : Optional.empty();
      }
    }
  }

  /** Why {@code key} lets nobody in, whoever has it; nothing if it might. */
  Optional<PspRefusal> refusal(Connection connection, Ed25519PublicKey key)
      throws SQLException, IOException {
    if (barred.names(key.bytes())) {
      return Optional.of(PspRefusal.BARRED);
    }
    return isGivenUp(connection, key) ? Optional.of(PspRefusal.KEY_GIVEN_UP) : Optional.empty();
  }

  /** Whether the customer of {@code key} is let in no more. */
  boolean isBarred(ByteString key) throws IOException {
    return barred.names(key);
  }

  /** Whether {@code key} is the spare key of a customer. */
  boolean isSpare(Connection connection, Ed25519PublicKey key) throws SQLException {
    return holder(connection, key).filter(each -> !each.key().equals(key.bytes())).isPresent();
  }

  /** Whether {@code key} is or was anybody's. */
  boolean isTaken(Connection connection, Ed25519PublicKey key) throws SQLException {
    return holder(connection, key).isPresent() || isGivenUp(connection, key);
  }

  private static boolean isGivenUp(Connection connection, Ed25519PublicKey key)
      throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT 1 FROM key_given_up WHERE key_hash = ?")) {
      find.setBytes(1, hash(key.bytes()));
      try (ResultSet found = find.executeQuery()) {
        return found.next();
      }
    }
  }

  /** From now on {@code key} is refused. */
  static void giveUp(Connection connection, ByteString key) throws SQLException {
    try (PreparedStatement add =
        connection.prepareStatement("INSERT INTO key_given_up VALUES (?) ON CONFLICT DO NOTHING")) {
      add.setBytes(1, hash(key));
      add.executeUpdate();
    }
  }

  private static byte[] hash(ByteString key) {
    return Hash32.sha256(key).bytes().toByteArray();
  }
}
