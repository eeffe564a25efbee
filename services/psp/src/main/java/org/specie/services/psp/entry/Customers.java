package org.specie.services.psp.entry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiRefusal;
import org.specie.services.api.Call;
import org.specie.services.api.Caller;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.psp.Days;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.entry.Challenges.Purpose;

/** Customers and their sessions. Source: docs/spec/41-psp.md 41.4. */
public final class Customers {
  /** Who answers a challenge. */
  public record Signed(
      @Described("The customer's Ed25519 key, 32 bytes in hexadecimal.") String key,
      @Described("The challenge, as it was given.") String challenge,
      @Described("The signature, 64 bytes in hexadecimal.") String signature) {}

  /** What a customer shows from then on. */
  public record Session(
      @Described("To be sent as Authorization: Bearer.") String token,
      @Described("For how long it is good.") long seconds) {}

  /** How a session is shown. */
  public static final String BEARER = "Bearer ";

  private static final int TOKEN_SIZE = 32;
  private static final long SECONDS = 3_600;

  private final Database database;
  private final Challenges challenges;
  private final KnownKeys keys;
  private final Clock clock;
  private final Entropy entropy;

  public Customers(
      Database database, Challenges challenges, Barred barred, Clock clock, Entropy entropy) {
    this.database = database;
    this.challenges = challenges;
    this.keys = new KnownKeys(barred);
    this.clock = clock;
    this.entropy = entropy;
  }

  /** What a customer does with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/customers",
            "register",
            "Registers the holder of a key as a customer; once more does nothing.",
            Access.ANYBODY,
            Signed.class,
            Nothing.class,
            List.of(
                PspRefusal.CHALLENGE_STALE,
                PspRefusal.SIGNATURE_WRONG,
                PspRefusal.CONTENT_MALFORMED,
                PspRefusal.KEY_TAKEN,
                PspRefusal.KEY_GIVEN_UP,
                PspRefusal.BARRED),
            Operation.CONTENT_MAX,
            this::register),
        new Operation<>(
            Method.POST,
            "/v1/sessions",
            "enter",
            "Opens a session for a customer.",
            Access.ANYBODY,
            Signed.class,
            Session.class,
            List.of(
                PspRefusal.CHALLENGE_STALE,
                PspRefusal.SIGNATURE_WRONG,
                PspRefusal.CONTENT_MALFORMED,
                PspRefusal.CUSTOMER_UNKNOWN,
                PspRefusal.KEY_GIVEN_UP,
                PspRefusal.BARRED),
            Operation.CONTENT_MAX,
            this::enter),
        new Operation<>(
            Method.DELETE,
            "/v1/customers/me",
            "leave",
            "Forgets the customer and everything kept for it, names and backup included.",
            Access.CUSTOMER,
            Nothing.class,
            Nothing.class,
            List.of(),
            Operation.CONTENT_MAX,
            call -> remove("DELETE FROM customer WHERE number = ?", call)),
        new Operation<>(
            Method.DELETE,
            "/v1/sessions",
            "exit",
            "Ends every session of the customer, this one included.",
            Access.CUSTOMER,
            Nothing.class,
            Nothing.class,
            List.of(),
            Operation.CONTENT_MAX,
            call -> remove("DELETE FROM session WHERE customer = ?", call)));
  }

  private Answer<Nothing> register(Call<Signed> call) throws IOException {
    Signed input = call.input();
    Optional<Ed25519PublicKey> key = Hex.key(input.key());
    if (key.isEmpty()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    return database.transact(
        connection -> {
          Optional<PspRefusal> refusal =
              challenges.use(
                  connection, Purpose.REGISTER, key.get(), input.challenge(), input.signature());
          if (refusal.isEmpty()) {
            refusal = keys.refusal(connection, key.get());
          }
          if (refusal.isEmpty() && keys.isSpare(connection, key.get())) {
            refusal = Optional.of(PspRefusal.KEY_TAKEN);
          }
          if (refusal.isPresent()) {
            return Answer.refused(refusal.get());
          }
          try (PreparedStatement add =
              connection.prepareStatement(
                  "INSERT INTO customer (key, since) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            add.setBytes(1, key.get().bytes().toByteArray());
            add.setDate(2, Date.valueOf(Days.today(clock)));
            add.executeUpdate();
          }
          return Answer.done(Nothing.NOTHING);
        });
  }

  private Answer<Session> enter(Call<Signed> call) throws IOException {
    Signed input = call.input();
    Optional<Ed25519PublicKey> key = Hex.key(input.key());
    if (key.isEmpty()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    ByteString token = ByteString.copyOf(entropy.bytes(TOKEN_SIZE));
    return database.transact(
        connection -> {
          Optional<PspRefusal> refusal =
              challenges.use(
                  connection, Purpose.ENTER, key.get(), input.challenge(), input.signature());
          if (refusal.isEmpty()) {
            refusal = keys.refusal(connection, key.get());
          }
          if (refusal.isPresent()) {
            return Answer.refused(refusal.get());
          }
          Optional<Long> customer = number(connection, key.get());
          if (customer.isEmpty()) {
            return Answer.refused(PspRefusal.CUSTOMER_UNKNOWN);
          }
          open(connection, token, customer.get());
          return Answer.done(new Session(token.toHex(), SECONDS));
        });
  }

  private static Optional<Long> number(Connection connection, Ed25519PublicKey key)
      throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT number FROM customer WHERE key = ?")) {
      find.setBytes(1, key.bytes().toByteArray());
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
      }
    }
  }

  /** The key of customer {@code number}; nothing if it has left meanwhile. */
  public Optional<Ed25519PublicKey> key(long number) throws IOException {
    return database.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement("SELECT key FROM customer WHERE number = ?")) {
            find.setLong(1, number);
            try (ResultSet found = find.executeQuery()) {
              return found.next()
                  ? Hex.key(ByteString.copyOf(found.getBytes(1)).toHex())
                  : Optional.empty();
            }
          }
        });
  }

  private void open(Connection connection, ByteString token, long customer) throws SQLException {
    try (PreparedStatement forget =
        connection.prepareStatement("DELETE FROM session WHERE expires < ?")) {
      forget.setLong(1, clock.epochSeconds());
      forget.executeUpdate();
    }
    try (PreparedStatement add =
        connection.prepareStatement("INSERT INTO session VALUES (?, ?, ?)")) {
      add.setBytes(1, Hash32.sha256(token).bytes().toByteArray());
      add.setLong(2, customer);
      add.setLong(3, clock.epochSeconds() + SECONDS);
      add.executeUpdate();
    }
  }

  /** What {@code statement} says of the customer who asks. */
  private Answer<Nothing> remove(String statement, Call<Nothing> call) throws IOException {
    return database.transact(
        connection -> {
          try (PreparedStatement remove = connection.prepareStatement(statement)) {
            remove.setLong(1, call.customer());
            remove.executeUpdate();
          }
          return Answer.done(Nothing.NOTHING);
        });
  }

  /** The customer whose session {@code authorization} shows. */
  public Answer<Caller> admit(Optional<String> authorization) throws IOException {
    Optional<ByteString> token =
        authorization
            .filter(header -> header.startsWith(BEARER))
            .flatMap(header -> Hex.bytes(header.substring(BEARER.length())))
            .filter(bytes -> bytes.size() == TOKEN_SIZE);
    if (token.isEmpty()) {
      return Answer.refused(ApiRefusal.UNAUTHENTICATED);
    }
    return database.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement(
                  "SELECT customer, key FROM session JOIN customer ON customer = number"
                      + " WHERE token_hash = ? AND expires >= ?")) {
            find.setBytes(1, Hash32.sha256(token.get()).bytes().toByteArray());
            find.setLong(2, clock.epochSeconds());
            try (ResultSet found = find.executeQuery()) {
              if (!found.next()) {
                return Answer.refused(ApiRefusal.UNAUTHENTICATED);
              }
              return keys.isBarred(ByteString.copyOf(found.getBytes(2)))
                  ? Answer.refused(PspRefusal.BARRED)
                  : Answer.done(new Caller.Customer(found.getLong(1)));
            }
          }
        });
  }
}
