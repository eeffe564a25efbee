package org.specie.services.psp.admission;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.blind.BlindRsaPublicKey;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
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

/**
 * Admission tokens. A customer gets so many a day, signed blind; what lets in later is unlinkable
 * to whom it was signed for. Source: docs/spec/41-psp.md 41.5.
 */
public final class Tokens {
  /** Bytes a customer chooses at random and has signed. */
  public static final int NONCE_SIZE = 32;

  /** How many a customer gets a day. */
  public static final int DAILY = 500;

  private static final int PREFIX_SIZE = 32;

  /** How many are signed at once. */
  public static final int AT_ONCE = 50;

  /** How a token is shown. */
  public static final String SCHEME = "PrivateToken token=";

  /** The key under which tokens are signed. */
  public record Key(
      @Described(value = "The RSA modulus in hexadecimal; the exponent is 65537.", max = 1024)
          String modulus,
      @Described("Tokens a customer gets a day.") int daily) {}

  /** Tokens to be signed. */
  public record Blinded(
      @Described(value = "Blinded messages in hexadecimal, 50 at most.", max = 1024)
          List<String> blinded) {}

  /** The signatures. */
  public record Signatures(
      @Described(value = "One for each, in order, still blinded.", max = 1024)
          List<String> signatures) {}

  private final Database database;
  private final BlindRsaSecretKey key;
  private final Clock clock;

  public Tokens(Database database, BlindRsaSecretKey key, Clock clock) {
    this.database = database;
    this.key = key;
    this.clock = clock;
  }

  /** What a customer does with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.GET,
            "/v1/tokens/key",
            "tokenKey",
            "Shows the key of admission tokens, the same to everybody.",
            Access.ANYBODY,
            Nothing.class,
            Key.class,
            List.of(),
            Operation.CONTENT_MAX,
            _ -> Answer.done(new Key(key.publicKey().modulus().toHex(), DAILY))),
        new Operation<>(
            Method.POST,
            "/v1/tokens",
            "issueTokens",
            "Signs admission tokens without seeing them.",
            Access.CUSTOMER,
            Blinded.class,
            Signatures.class,
            List.of(PspRefusal.TOKENS_USED_UP, PspRefusal.CONTENT_MALFORMED),
            AT_ONCE * 4 * BlindRsaPublicKey.BITS_MAX / Byte.SIZE,
            this::issue));
  }

  private Answer<Signatures> issue(Call<Blinded> call) throws IOException {
    List<String> blinded = call.input().blinded();
    if (blinded.isEmpty() || blinded.size() > AT_ONCE) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    // Counted first: a signature is the expensive part, and is not made for who has had enough.
    boolean isWithin =
        database.transact(connection -> count(connection, call.customer(), blinded.size()));
    if (!isWithin) {
      return Answer.refused(PspRefusal.TOKENS_USED_UP);
    }
    List<String> signatures = new ArrayList<>();
    for (String each : blinded) {
      Optional<ByteString> signature = Hex.bytes(each).flatMap(key::sign);
      if (signature.isEmpty()) {
        return Answer.refused(PspRefusal.CONTENT_MALFORMED);
      }
      signatures.add(signature.get().toHex());
    }
    return Answer.done(new Signatures(signatures));
  }

  /** Counts tokens before they leave; false, and nothing counted, if they are too many. */
  private boolean count(Connection connection, long customer, int tokens) throws SQLException {
    Date today = Date.valueOf(Days.today(clock));
    try (PreparedStatement forget =
        connection.prepareStatement("DELETE FROM tokens_issued WHERE customer = ? AND day < ?")) {
      forget.setLong(1, customer);
      forget.setDate(2, today);
      forget.executeUpdate();
    }
    try (PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO tokens_issued VALUES (?, ?, ?) ON CONFLICT (customer, day)"
                + " DO UPDATE SET count = tokens_issued.count + EXCLUDED.count"
                + " WHERE tokens_issued.count + EXCLUDED.count <= ?")) {
      add.setLong(1, customer);
      add.setDate(2, today);
      add.setInt(3, tokens);
      add.setInt(4, DAILY);
      return add.executeUpdate() == 1;
    }
  }

  /** Lets in whoever shows a token that was signed here and never shown before. */
  public Answer<Caller> admit(Optional<String> authorization) throws IOException {
    int size = PREFIX_SIZE + NONCE_SIZE;
    Optional<ByteString> token =
        authorization
            .filter(header -> header.startsWith(SCHEME))
            .flatMap(header -> Hex.bytes(header.substring(SCHEME.length())))
            .filter(bytes -> bytes.size() == size + key.publicKey().signatureSize())
            .filter(
                bytes ->
                    key.publicKey().verify(bytes.slice(0, size), bytes.slice(size, bytes.size())));
    if (token.isEmpty()) {
      return Answer.refused(PspRefusal.TOKEN_SPENT);
    }
    // By what was signed: RSA-PSS has many signatures on one message.
    ByteString spent = Hash32.sha256(token.get().slice(0, size)).bytes();
    return database.transact(
        connection -> {
          try (PreparedStatement spend =
              connection.prepareStatement(
                  "INSERT INTO token_spent VALUES (?) ON CONFLICT DO NOTHING")) {
            spend.setBytes(1, spent.toByteArray());
            return spend.executeUpdate() == 1
                ? Answer.done(new Caller.Admitted())
                : Answer.refused(PspRefusal.TOKEN_SPENT);
          }
        });
  }
}
