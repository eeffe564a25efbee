package org.specie.services.psp.keeping;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.psp.Days;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.entry.Challenges;

/**
 * Mailboxes for sealed letters about payments. A box belongs to whoever signs with its key; the
 * provider does not know which customer that is. Whoever was given the key may write, without a
 * name and without a token: the box was paid for with one, and holds no more than a few letters.
 * Source: docs/spec/41-psp.md 41.20 to 41.22.
 */
public final class Mailboxes {
  /** A box to open. */
  public record Box(@Described("Its Ed25519 key, 32 bytes in hexadecimal.") String key) {}

  /** A sealed letter. */
  public record Letter(
      @Described(value = "8 KiB in hexadecimal.", max = 2 * LETTER_SIZE) String content) {}

  /**
   * A question for letters.
   *
   * @param done letters that are removed before the others are given
   */
  public record Question(
      @Described("The challenge, as it was given.") String challenge,
      @Described("The signature of the box's key, 64 bytes in hexadecimal.") String signature,
      @Described(value = "Letters that are not needed any more.", max = LETTERS_MAX)
          List<Done> done) {}

  /** A letter that is not needed any more. */
  public record Done(@Described("Its number.") long number) {}

  /** A letter and its number. */
  public record Numbered(
      @Described("Higher than those before.") long number,
      @Described(value = "In hexadecimal.", max = 2 * LETTER_SIZE) String content) {}

  /** Letters. */
  public record Letters(
      @Described(value = "The oldest first.", max = LETTERS_MAX) List<Numbered> letters) {}

  /** Bytes of a letter, whatever it says. */
  public static final int LETTER_SIZE = 8 << 10;

  /** Letters in one box at a time. */
  public static final int LETTERS_MAX = 16;

  /** How long a box stays, and what is in it. */
  public static final int DAYS = 30;

  /** The largest content that brings a letter. */
  static final int CONTENT_MAX = 2 * LETTER_SIZE + Operation.CONTENT_MAX;

  private final Database database;
  private final Challenges challenges;
  private final Clock clock;

  public Mailboxes(Database database, Challenges challenges, Clock clock) {
    this.database = database;
    this.challenges = challenges;
    this.clock = clock;
  }

  /** What is done with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/mailboxes",
            "openMailbox",
            "Opens a mailbox, or keeps it open for another thirty days.",
            Access.ADMITTED,
            Box.class,
            Nothing.class,
            List.of(PspRefusal.CONTENT_MALFORMED),
            Operation.CONTENT_MAX,
            this::open),
        new Operation<>(
            Method.POST,
            "/v1/mailboxes/{key}/letters",
            "putLetter",
            "Puts a sealed letter into a mailbox whose key the writer was given.",
            Access.ANYBODY,
            Letter.class,
            Nothing.class,
            List.of(PspRefusal.NOT_FOUND, PspRefusal.FULL, PspRefusal.CONTENT_MALFORMED),
            CONTENT_MAX,
            this::put),
        new Operation<>(
            Method.POST,
            "/v1/mailboxes/{key}/read",
            "readMailbox",
            "Gives the letters in a mailbox to the holder of its key.",
            Access.ANYBODY,
            Question.class,
            Letters.class,
            List.of(PspRefusal.CHALLENGE_STALE, PspRefusal.SIGNATURE_WRONG, PspRefusal.NOT_FOUND),
            Operation.CONTENT_MAX,
            this::read));
  }

  private Answer<Nothing> open(Call<Box> call) throws IOException {
    Optional<Ed25519PublicKey> key = Hex.key(call.input().key());
    if (key.isEmpty()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    return database.transact(
        connection -> {
          try (PreparedStatement forget =
              connection.prepareStatement("DELETE FROM mailbox WHERE last_day < ?")) {
            forget.setDate(1, Date.valueOf(Days.today(clock)));
            forget.executeUpdate();
          }
          try (PreparedStatement add =
              connection.prepareStatement(
                  "INSERT INTO mailbox VALUES (?, ?) ON CONFLICT (key)"
                      + " DO UPDATE SET last_day = EXCLUDED.last_day")) {
            add.setBytes(1, key.get().bytes().toByteArray());
            add.setDate(2, Date.valueOf(Days.today(clock).plusDays(DAYS)));
            add.executeUpdate();
          }
          return Answer.done(Nothing.NOTHING);
        });
  }

  private boolean isOpen(Connection connection, Ed25519PublicKey key) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT 1 FROM mailbox WHERE key = ? AND last_day >= ?")) {
      find.setBytes(1, key.bytes().toByteArray());
      find.setDate(2, Date.valueOf(Days.today(clock)));
      try (ResultSet found = find.executeQuery()) {
        return found.next();
      }
    }
  }

  private Answer<Nothing> put(Call<Letter> call) throws IOException {
    Optional<Ed25519PublicKey> key = Hex.key(call.place("key"));
    Optional<ByteString> content = Hex.bytes(call.input().content(), LETTER_SIZE);
    if (content.isEmpty()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    if (key.isEmpty()) {
      return Answer.refused(PspRefusal.NOT_FOUND);
    }
    byte[] box = key.get().bytes().toByteArray();
    return database.transact(
        connection -> {
          if (!isOpen(connection, key.get())) {
            return Answer.refused(PspRefusal.NOT_FOUND);
          }
          try (PreparedStatement count =
              connection.prepareStatement("SELECT count(*) FROM message WHERE mailbox = ?")) {
            count.setBytes(1, box);
            try (ResultSet found = count.executeQuery()) {
              if (found.next() && found.getLong(1) >= LETTERS_MAX) {
                return Answer.refused(PspRefusal.FULL);
              }
            }
          }
          try (PreparedStatement add =
              connection.prepareStatement("INSERT INTO message (mailbox, content) VALUES (?, ?)")) {
            add.setBytes(1, box);
            add.setBytes(2, content.get().toByteArray());
            add.executeUpdate();
          }
          return Answer.done(Nothing.NOTHING);
        });
  }

  /** Puts a sealed letter into the box {@code key} at the provider at {@code api}. */
  public static Answer<Nothing> deliver(ApiClient api, Ed25519PublicKey key, ByteString letter)
      throws IOException {
    return api.ask(
        Method.POST,
        "/v1/mailboxes/" + key.bytes().toHex() + "/letters",
        Optional.empty(),
        new Letter(letter.toHex()),
        Nothing.class);
  }

  private Answer<Letters> read(Call<Question> call) throws IOException {
    Optional<Ed25519PublicKey> key = Hex.key(call.place("key"));
    if (key.isEmpty()) {
      return Answer.refused(PspRefusal.NOT_FOUND);
    }
    Question question = call.input();
    return database.transact(
        connection -> {
          Optional<PspRefusal> refusal =
              challenges.use(
                  connection,
                  Challenges.Purpose.READ,
                  key.get(),
                  question.challenge(),
                  question.signature());
          if (refusal.isPresent()) {
            return Answer.refused(refusal.get());
          }
          return isOpen(connection, key.get())
              ? Answer.done(letters(connection, key.get(), question.done()))
              : Answer.refused(PspRefusal.NOT_FOUND);
        });
  }

  private static Letters letters(Connection connection, Ed25519PublicKey key, List<Done> done)
      throws SQLException {
    byte[] box = key.bytes().toByteArray();
    try (PreparedStatement remove =
        connection.prepareStatement("DELETE FROM message WHERE mailbox = ? AND number = ANY (?)")) {
      remove.setBytes(1, box);
      remove.setArray(
          2, connection.createArrayOf("bigint", done.stream().map(Done::number).toArray()));
      remove.executeUpdate();
    }
    List<Numbered> letters = new ArrayList<>();
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT number, content FROM message WHERE mailbox = ? ORDER BY number LIMIT ?")) {
      find.setBytes(1, box);
      find.setInt(2, LETTERS_MAX);
      try (ResultSet found = find.executeQuery()) {
        while (found.next()) {
          letters.add(new Numbered(found.getLong(1), ByteString.copyOf(found.getBytes(2)).toHex()));
        }
      }
    }
    return new Letters(letters);
  }
}
