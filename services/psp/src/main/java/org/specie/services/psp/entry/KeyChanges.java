package org.specie.services.psp.entry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.api.Refusal;
import org.specie.services.database.Database;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.entry.Challenges.Purpose;
import org.specie.services.psp.entry.KnownKeys.Holder;

/** Another key for a customer, and another spare key. Source: docs/spec/41-psp.md 41.25, 41.26. */
public final class KeyChanges {
  /** Where a customer's key is changed. */
  public static final String KEY = "/v1/customers/key";

  /** Where its spare key is. */
  public static final String SPARE = "/v1/customers/spare";

  /** A change that two keys signed. */
  public record Change(
      @Described("The Ed25519 key that decides, 32 bytes in hexadecimal.") String by,
      @Described("The new Ed25519 key, 32 bytes in hexadecimal.") String next,
      @Described("The challenge, as it was given.") String challenge,
      @Described("The signature of the key that decides, 64 bytes in hexadecimal.")
          String signature,
      @Described("The signature of the new key, 64 bytes in hexadecimal.") String consent) {}

  private static final List<Refusal> REFUSALS =
      List.of(
          PspRefusal.CHALLENGE_STALE,
          PspRefusal.SIGNATURE_WRONG,
          PspRefusal.CONTENT_MALFORMED,
          PspRefusal.CUSTOMER_UNKNOWN,
          PspRefusal.KEY_TAKEN,
          PspRefusal.KEY_GIVEN_UP,
          PspRefusal.BARRED);

  private final Database database;
  private final Challenges challenges;
  private final KnownKeys keys;

  public KeyChanges(Database database, Challenges challenges, Barred barred) {
    this.database = database;
    this.challenges = challenges;
    this.keys = new KnownKeys(barred);
  }

  /** What is asked. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.PUT,
            KEY,
            "rotate",
            "Gives a customer another key, by its key or its spare key; every session ends, and the"
                + " key before is refused.",
            Access.ANYBODY,
            Change.class,
            Nothing.class,
            REFUSALS,
            Operation.CONTENT_MAX,
            call -> change(call, Purpose.ROTATE, this::rotate)),
        new Operation<>(
            Method.PUT,
            SPARE,
            "spare",
            "Gives a customer another spare key, by the one there is; by its key if there is none.",
            Access.ANYBODY,
            Change.class,
            Nothing.class,
            with(PspRefusal.SPARE_DECIDES),
            Operation.CONTENT_MAX,
            call -> change(call, Purpose.SPARE, this::spare)));
  }

  private static List<Refusal> with(Refusal more) {
    return Stream.concat(REFUSALS.stream(), Stream.of(more)).toList();
  }

  /** What a change does when nothing speaks against who asks for it. */
  private interface Effect {
    Optional<PspRefusal> on(
        Connection connection, Holder customer, Ed25519PublicKey by, Ed25519PublicKey next)
        throws SQLException;
  }

  private Answer<Nothing> change(Call<Change> call, Purpose purpose, Effect effect)
      throws IOException {
    Change asked = call.input();
    Optional<Ed25519PublicKey> by = Hex.key(asked.by());
    Optional<Ed25519PublicKey> next = Hex.key(asked.next());
    if (by.isEmpty() || next.isEmpty() || asked.by().equals(asked.next())) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    return database.transact(
        connection ->
            refusal(connection, asked, purpose, by.get(), next.get(), effect)
                .<Answer<Nothing>>map(Answer::refused)
                .orElseGet(() -> Answer.done(Nothing.NOTHING)));
  }

  private Optional<PspRefusal> refusal(
      Connection connection,
      Change asked,
      Purpose purpose,
      Ed25519PublicKey by,
      Ed25519PublicKey next,
      Effect effect)
      throws SQLException, IOException {
    Optional<PspRefusal> unproven =
        challenges.use(
            connection,
            asked.challenge(),
            challenge -> {
              ByteString message = challenges.toSign(purpose, challenge, by, next);
              return isSigned(by, message, asked.signature())
                  && isSigned(next, message, asked.consent());
            });
    if (unproven.isPresent()) {
      return unproven;
    }
    Optional<PspRefusal> closed = keys.refusal(connection, by);
    if (closed.isPresent()) {
      return closed;
    }
    Optional<Holder> customer = keys.holder(connection, by);
    if (customer.isEmpty()) {
      return Optional.of(PspRefusal.CUSTOMER_UNKNOWN);
    }
    return keys.isBarred(customer.get().key()) || keys.isBarred(next.bytes())
        ? Optional.of(PspRefusal.BARRED)
        : effect.on(connection, customer.get(), by, next);
  }

  private static boolean isSigned(Ed25519PublicKey key, ByteString message, String signature) {
    return Hex.bytes(signature).filter(signed -> key.verify(message, signed)).isPresent();
  }

  private Optional<PspRefusal> rotate(
      Connection connection, Holder customer, Ed25519PublicKey by, Ed25519PublicKey next)
      throws SQLException {
    if (keys.isTaken(connection, next)) {
      return Optional.of(PspRefusal.KEY_TAKEN);
    }
    KnownKeys.giveUp(connection, customer.key());
    put(connection, "UPDATE customer SET key = ? WHERE number = ?", customer, next);
    try (PreparedStatement end =
        connection.prepareStatement("DELETE FROM session WHERE customer = ?")) {
      end.setLong(1, customer.number());
      end.executeUpdate();
    }
    return Optional.empty();
  }

  private Optional<PspRefusal> spare(
      Connection connection, Holder customer, Ed25519PublicKey by, Ed25519PublicKey next)
      throws SQLException {
    Optional<ByteString> before = customer.spare();
    if (before.filter(next.bytes()::equals).isPresent()) {
      return Optional.empty();
    }
    if (before.filter(spare -> !spare.equals(by.bytes())).isPresent()) {
      return Optional.of(PspRefusal.SPARE_DECIDES);
    }
    if (keys.isTaken(connection, next)) {
      return Optional.of(PspRefusal.KEY_TAKEN);
    }
    if (before.isPresent()) {
      KnownKeys.giveUp(connection, before.get());
    }
    put(connection, "UPDATE customer SET spare = ? WHERE number = ?", customer, next);
    return Optional.empty();
  }

  private static void put(
      Connection connection, String statement, Holder customer, Ed25519PublicKey key)
      throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(statement)) {
      put.setBytes(1, key.bytes().toByteArray());
      put.setLong(2, customer.number());
      put.executeUpdate();
    }
  }
}
