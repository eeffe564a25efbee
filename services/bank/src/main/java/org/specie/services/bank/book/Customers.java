package org.specie.services.bank.book;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * Who has an account. A customer has a key that signs withdrawals, and a word that lets in, of
 * which the bank keeps the hash. Spec: docs/spec/59-bank-service.md 2.2 and 7.1.
 */
public final class Customers {
  /** Most accounts. */
  public static final int ACCOUNTS_MAX = 100_000;

  private static final int ACCESS_SIZE = 32;
  private static final int REFERENCE_ZEROS = 8;
  private static final int ADDRESS_ZEROS = Address.SIZE - Long.BYTES;

  private final Transactions transactions;
  private final Entropy entropy;
  private final Set<Long> numbers = ConcurrentHashMap.newKeySet();

  private Customers(Transactions transactions, Entropy entropy) {
    this.transactions = transactions;
    this.entropy = entropy;
  }

  /** An account that was just opened. Not a record: the word is secret. */
  public static final class Opened {
    private final long number;
    private final ByteString access;

    private Opened(long number, ByteString access) {
      this.number = number;
      this.access = access;
    }

    public long number() {
      return number;
    }

    /** What lets in, told once. */
    public ByteString access() {
      return access;
    }

    @Override
    public String toString() {
      return "Opened[" + number + ", redacted]";
    }
  }

  /** Those there are. */
  public static Customers open(Transactions transactions, Entropy entropy) throws IOException {
    Customers customers = new Customers(transactions, entropy);
    customers.numbers.addAll(
        transactions.transact(
            connection -> {
              Set<Long> found = ConcurrentHashMap.newKeySet();
              try (PreparedStatement read =
                      connection.prepareStatement(
                          "SELECT number FROM account WHERE kind = 'CUSTOMER'");
                  ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                  found.add(rows.getLong(1));
                }
              }
              return found;
            }));
    return customers;
  }

  /** Opens an account for the holder of {@code key}; nothing if there is one or no more room. */
  public Optional<Opened> add(Ed25519PublicKey key) throws IOException {
    if (numbers.size() >= ACCOUNTS_MAX) {
      return Optional.empty();
    }
    ByteString access = ByteString.copyOf(entropy.bytes(ACCESS_SIZE));
    Optional<Long> number =
        transactions.transact(
            connection -> {
              try (PreparedStatement add =
                  connection.prepareStatement(
                      "INSERT INTO account (kind, name, key, access_hash)"
                          + " VALUES ('CUSTOMER', ?, ?, ?) ON CONFLICT DO NOTHING"
                          + " RETURNING number")) {
                add.setString(1, "customer/" + key.bytes().toHex());
                add.setBytes(2, key.bytes().toByteArray());
                add.setBytes(3, Hash32.sha256(access).bytes().toByteArray());
                try (ResultSet found = add.executeQuery()) {
                  return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
                }
              }
            });
    number.ifPresent(numbers::add);
    return number.map(made -> new Opened(made, access));
  }

  /** Whether there is such an account. */
  public boolean has(long number) {
    return numbers.contains(number);
  }

  /** Whose word {@code access} is. */
  public Optional<Long> admit(ByteString access) throws IOException {
    return transactions.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement("SELECT number FROM account WHERE access_hash = ?")) {
            find.setBytes(1, Hash32.sha256(access).bytes().toByteArray());
            try (ResultSet found = find.executeQuery()) {
              return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
            }
          }
        });
  }

  /** The key that signs for an account. */
  public static Ed25519PublicKey key(Connection connection, long number)
      throws SQLException, IOException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT key FROM account WHERE number = ?")) {
      find.setLong(1, number);
      try (ResultSet found = find.executeQuery()) {
        Check.that(found.next(), "an account that is asked for is there");
        return Ed25519PublicKey.decode(ByteString.copyOf(found.getBytes(1)));
      } catch (MalformedInput e) {
        throw new IOException("the key of account " + number + " is damaged", e);
      }
    }
  }

  /** By which deposit tokens name the account: 8 zero bytes and its number. */
  public static ByteString reference(long number) {
    return named(REFERENCE_ZEROS, number);
  }

  /** The account as a border knows it: 12 zero bytes and its number. */
  public static Address address(long number) {
    return new Address(named(ADDRESS_ZEROS, number));
  }

  private static ByteString named(int zeros, long number) {
    return new Encoder().fixed(new byte[zeros]).u64(number).toByteString();
  }

  /** The number in a name of this form. */
  public static Optional<Long> number(ByteString name) {
    int zeros = name.size() - Long.BYTES;
    try {
      long number = new Decoder(name.slice(zeros, name.size())).u64();
      return name.equals(named(zeros, number)) ? Optional.of(number) : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /** The account that a deposit token names, if there is one. */
  public Optional<Address> named(ByteString reference) {
    return number(reference).filter(this::has).map(Customers::address);
  }
}
