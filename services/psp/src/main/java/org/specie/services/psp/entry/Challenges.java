package org.specie.services.psp.entry;

import java.io.IOException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.KeyDerivation;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;

/**
 * Challenges: made without remembering them, good for a minute, each for one use. Whoever signs one
 * signs also for whom and for what. Source: docs/spec/41-psp.md 41.4.
 */
public final class Challenges {
  /** What a challenge is signed for. */
  public enum Purpose {
    REGISTER(0),
    ENTER(1),
    READ(2),
    ROTATE(3),
    SPARE(4);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }
  }

  /** A challenge to be signed. */
  public record Challenge(@Described("40 bytes in hexadecimal.") String challenge) {}

  private static final String LABEL = "specie/psp/challenge";
  private static final String SIGNED = "SPECIE psp v1";
  private static final int RANDOM_SIZE = 16;
  private static final int TAG_SIZE = 16;
  private static final int TIME_SIZE = 8;
  private static final int SIZE = TIME_SIZE + RANDOM_SIZE + TAG_SIZE;
  private static final long SECONDS = 60;

  private final String provider;
  private final Secret secret;
  private final Clock clock;
  private final Entropy entropy;

  public Challenges(String provider, Secret secret, Clock clock, Entropy entropy) {
    this.provider = provider;
    this.secret = secret;
    this.clock = clock;
    this.entropy = entropy;
  }

  /** The operation that gives one. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.GET,
            "/v1/challenge",
            "challenge",
            "Gives a challenge that can be signed once within a minute.",
            Access.ANYBODY,
            Nothing.class,
            Challenge.class,
            List.of(),
            Operation.CONTENT_MAX,
            _ -> Answer.done(new Challenge(fresh().toHex()))));
  }

  private ByteString fresh() {
    ByteString body =
        new Encoder()
            .u64(clock.epochSeconds() + SECONDS)
            .fixed(entropy.bytes(RANDOM_SIZE))
            .toByteString();
    return ByteString.concat(body, tag(body));
  }

  private ByteString tag(ByteString body) {
    return ByteString.copyOf(
        secret.<byte[]>lend(key -> KeyDerivation.derive(key, LABEL, TAG_SIZE, body)));
  }

  /** What is signed to answer {@code challenge}. */
  public static ByteString toSign(String provider, Purpose purpose, ByteString challenge) {
    return new Encoder()
        .text(SIGNED)
        .text(provider)
        .u8(purpose.number)
        .bytes(challenge)
        .toByteString();
  }

  /** What the key that decides and the new one sign for a change from one to the other. */
  public static ByteString toSign(
      String provider,
      Purpose purpose,
      ByteString challenge,
      Ed25519PublicKey by,
      Ed25519PublicKey next) {
    return ByteString.concat(toSign(provider, purpose, challenge), by.bytes(), next.bytes());
  }

  /** The same for this provider. */
  ByteString toSign(
      Purpose purpose, ByteString challenge, Ed25519PublicKey by, Ed25519PublicKey next) {
    return toSign(provider, purpose, challenge, by, next);
  }

  /** Uses up {@code challenge} if {@code key} signed it for {@code purpose}; else says why not. */
  public Optional<PspRefusal> use(
      Connection connection,
      Purpose purpose,
      Ed25519PublicKey key,
      String challenge,
      String signature)
      throws SQLException, IOException {
    return use(
        connection,
        challenge,
        bytes ->
            Hex.bytes(signature)
                .filter(signed -> key.verify(toSign(provider, purpose, bytes), signed))
                .isPresent());
  }

  /** Uses up {@code challenge} if it {@code isSigned}; else says why not. */
  Optional<PspRefusal> use(Connection connection, String challenge, Predicate<ByteString> isSigned)
      throws SQLException {
    Optional<ByteString> bytes = Hex.bytes(challenge).filter(this::isFresh);
    if (bytes.isEmpty()) {
      return Optional.of(PspRefusal.CHALLENGE_STALE);
    }
    if (!isSigned.test(bytes.get())) {
      return Optional.of(PspRefusal.SIGNATURE_WRONG);
    }
    return isFirstUse(connection, bytes.get())
        ? Optional.empty()
        : Optional.of(PspRefusal.CHALLENGE_STALE);
  }

  private boolean isFresh(ByteString challenge) {
    if (challenge.size() != SIZE) {
      return false;
    }
    ByteString body = challenge.slice(0, TIME_SIZE + RANDOM_SIZE);
    byte[] tag = challenge.slice(TIME_SIZE + RANDOM_SIZE, SIZE).toByteArray();
    return MessageDigest.isEqual(tag, tag(body).toByteArray())
        && expiry(challenge) >= clock.epochSeconds();
  }

  private static long expiry(ByteString challenge) {
    long expiry = 0;
    for (int i = 0; i < TIME_SIZE; i++) {
      expiry = expiry << Byte.SIZE | challenge.at(i);
    }
    return expiry;
  }

  private boolean isFirstUse(Connection connection, ByteString challenge) throws SQLException {
    try (PreparedStatement forget =
        connection.prepareStatement("DELETE FROM used_challenge WHERE expires < ?")) {
      forget.setLong(1, clock.epochSeconds());
      forget.executeUpdate();
    }
    try (PreparedStatement use =
        connection.prepareStatement(
            "INSERT INTO used_challenge VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      use.setBytes(1, challenge.toByteArray());
      use.setLong(2, expiry(challenge));
      return use.executeUpdate() == 1;
    }
  }
}
