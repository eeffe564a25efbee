package org.specie.services.bank.book;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
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
 * Who has an account, here or on the ledger: all customers of one bank have theirs in one place. A
 * customer has a key that signs withdrawals, and a word that lets in, of which the bank keeps the
 * hash. Spec: docs/spec/59-bank-service.md 2.2, 7.1 and 12.1.
 */
public final class Customers {
  /** Most accounts. */
  public static final int ACCOUNTS_MAX = 100_000;

  /** A point like any other, the base point of the curve. */
  private static final ByteString NOBODYS_KEY = ByteString.hex("58" + "66".repeat(31));

  private static final int ACCESS_SIZE = 32;
  private static final int REFERENCE_ZEROS = 8;
  private static final int ADDRESS_ZEROS = Address.SIZE - Long.BYTES;

  private final Transactions transactions;
  private final Entropy entropy;
  private final boolean isOnLedger;

  /** What the border calls them, by their numbers. */
  private final Map<Long, Address> addresses = new ConcurrentHashMap<>();

  private Customers(Transactions transactions, boolean isOnLedger, Entropy entropy) {
    this.transactions = transactions;
    this.isOnLedger = isOnLedger;
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

  /**
   * Those there are.
   *
   * @param isOnLedger whether accounts are on the ledger; it is an error if those of before are not
   */
  public static Customers open(Transactions transactions, boolean isOnLedger, Entropy entropy)
      throws IOException {
    Customers customers = new Customers(transactions, isOnLedger, entropy);
    customers.addresses.putAll(transactions.transact(Customers::read));
    long others = transactions.transact(connection -> others(connection, isOnLedger));
    if (others > 0) {
      throw new IOException(
          "%d accounts are %s: these are the books of a bank of the other kind"
              .formatted(others, isOnLedger ? "the bank's own" : "on the ledger"));
    }
    return customers;
  }

  private static long others(Connection connection, boolean isOnLedger) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "SELECT count(*) FROM account WHERE kind = 'CUSTOMER' AND (address IS NULL) = ?")) {
      count.setBoolean(1, isOnLedger);
      try (ResultSet found = count.executeQuery()) {
        Check.that(found.next(), "a count has a row");
        return found.getLong(1);
      }
    }
  }

  private static Map<Long, Address> read(Connection connection) throws SQLException {
    Map<Long, Address> found = new ConcurrentHashMap<>();
    try (PreparedStatement read =
            connection.prepareStatement(
                "SELECT number, address FROM account WHERE kind = 'CUSTOMER'");
        ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        long number = rows.getLong(1);
        Address address =
            Optional.ofNullable(rows.getBytes(2))
                .map(bytes -> new Address(ByteString.copyOf(bytes)))
                .orElseGet(() -> address(number));
        found.put(number, address);
      }
    }
    return found;
  }

  /** Whether accounts are on the ledger, and not the bank's own. */
  public boolean isOnLedger() {
    return isOnLedger;
  }

  /**
   * Opens an account for the holder of {@code key}; nothing if there is one or no more room.
   *
   * @param ledger the account's address there, if this is a bank of accounts of the ledger
   */
  public Optional<Opened> add(Ed25519PublicKey key, Optional<Address> ledger) throws IOException {
    Check.that(ledger.isPresent() == isOnLedger, "all accounts of a bank are in one place");
    if (addresses.size() >= ACCOUNTS_MAX) {
      return Optional.empty();
    }
    ByteString access = ByteString.copyOf(entropy.bytes(ACCESS_SIZE));
    Optional<Long> number =
        transactions.transact(
            connection -> {
              try (PreparedStatement add =
                  connection.prepareStatement(
                      "INSERT INTO account (kind, name, key, access_hash, address)"
                          + " VALUES ('CUSTOMER', ?, ?, ?, ?) ON CONFLICT DO NOTHING"
                          + " RETURNING number")) {
                add.setString(1, "customer/" + key.bytes().toHex());
                add.setBytes(2, key.bytes().toByteArray());
                add.setBytes(3, Hash32.sha256(access).bytes().toByteArray());
                if (ledger.isPresent()) {
                  add.setBytes(4, ledger.get().bytes().toByteArray());
                } else {
                  add.setNull(4, Types.BINARY);
                }
                try (ResultSet found = add.executeQuery()) {
                  return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
                }
              }
            });
    number.ifPresent(made -> addresses.put(made, ledger.orElseGet(() -> address(made))));
    return number.map(made -> new Opened(made, access));
  }

  /** Whether there is such an account. */
  public boolean has(long number) {
    return addresses.containsKey(number);
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

  /**
   * Whether the key of an account has signed {@code words}. Of an account that is not there a key
   * is tried as well: neither the answer nor its time says which accounts there are.
   */
  public static boolean isSigned(
      Connection connection, long number, ByteString words, ByteString signature)
      throws SQLException, IOException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT key FROM account WHERE number = ? AND kind = 'CUSTOMER'")) {
      find.setLong(1, number);
      try (ResultSet found = find.executeQuery()) {
        boolean isThere = found.next();
        ByteString key = isThere ? ByteString.copyOf(found.getBytes(1)) : NOBODYS_KEY;
        return Ed25519PublicKey.decode(key).verify(words, signature) && isThere;
      } catch (MalformedInput e) {
        throw new IOException("the key of account " + number + " is damaged", e);
      }
    }
  }

  /** By which deposit tokens name the account: 8 zero bytes and its number. */
  public static ByteString reference(long number) {
    return named(REFERENCE_ZEROS, number);
  }

  /** An account of the bank's own as a border knows it: 12 zero bytes and its number. */
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

  /** What the border calls an account that is there. */
  public Address addressOf(long number) {
    return Optional.ofNullable(addresses.get(number)).orElseThrow();
  }

  /** The number of the account that a deposit token names, if there is one. */
  public Optional<Long> numbered(ByteString reference) {
    return number(reference).filter(this::has);
  }

  /** The account that a deposit token names, as the border calls it, if there is one. */
  public Optional<Address> named(ByteString reference) {
    return numbered(reference).map(this::addressOf);
  }
}
