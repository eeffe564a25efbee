package org.specie.kernel.crypto.hybrid;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Hkdf;
import org.specie.kernel.crypto.seed.Secret;

/**
 * Encryption of 79 bytes to a view key, always 128 bytes long: encapsulated key (32), view tag (1),
 * sealed plaintext (79 + 16). The recipient opens it with {@link ViewSecretKey#open}. Without the
 * view key a ciphertext is tied to no recipient. Source: docs/spec/05-encryption.md 5.1 to 5.8;
 * cost about 80 µs to seal.
 */
public final class Hybrid {
  /** Length of a ciphertext in bytes. */
  public static final int CIPHERTEXT_SIZE = 128;

  /** Length of a plaintext in bytes. */
  public static final int PLAINTEXT_SIZE = 79;

  static final int VIEW_TAG_AT = Hpke.POINT_SIZE;
  static final byte[] SCHEDULE_CONTEXT = Hpke.scheduleContext(ascii("SPECIE-V1-HYBRID"));
  private static final int SEALED_AT = VIEW_TAG_AT + 1;
  private static final byte[] VIEW_TAG = ascii("view tag");
  private static final byte[] KEM_SECRET = ascii("kem secret");
  private static final String EPHEMERAL = "specie/hybrid/ephemeral";

  private Hybrid() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Encrypts {@code plaintext} to {@code recipient}, bound to {@code associated} data. The
   * ephemeral key is hedged: it depends on fresh bytes and on everything that is encrypted, so that
   * a source that repeats its bytes repeats a whole ciphertext at worst, never a key for two
   * plaintexts.
   */
  public static Sealed seal(
      ViewPublicKey recipient, ByteString plaintext, ByteString associated, Entropy entropy) {
    Check.that(plaintext.size() == PLAINTEXT_SIZE, "a plaintext has 79 bytes");
    Secret fresh = Secret.random(Hkdf.PRK_SIZE, entropy);
    Secret ikm = fresh.derive(EPHEMERAL, Hkdf.PRK_SIZE, recipient.bytes(), associated, plaintext);
    Sealed sealed =
        ikm.lend(bytes -> seal(Hpke.deriveSecretKey(bytes), recipient, plaintext, associated));
    fresh.destroy();
    ikm.destroy();
    return sealed;
  }

  /** Wipes {@code ephemeral}. */
  static Sealed seal(
      byte[] ephemeral, ViewPublicKey recipient, ByteString plaintext, ByteString associated) {
    byte[] encapsulated = Hpke.publicKey(ephemeral);
    byte[] peer = recipient.bytes().toByteArray();
    byte[] shared =
        Hpke.sharedSecret(ephemeral, peer, encapsulated, peer)
            .orElseThrow(() -> new InvariantViolation("a view key has large order"));
    Arrays.fill(ephemeral, (byte) 0);
    Hpke.Context context = new Hpke.Context(shared, SCHEDULE_CONTEXT);
    ByteString ciphertext =
        ByteString.concat(
            ByteString.copyOf(encapsulated),
            ByteString.copyOf(new byte[] {(byte) viewTag(context)}),
            context.seal(associated, plaintext));
    return new Sealed(ciphertext, new KemSecret(context.export(KEM_SECRET, KemSecret.SIZE)));
  }

  /** The tag, 0 to 255, by which a recipient knows 255 of 256 foreign ciphertexts. */
  static int viewTag(Hpke.Context context) {
    return context.export(VIEW_TAG, 1)[0] & 0xff;
  }

  static Optional<Opened> open(byte[] shared, ByteString ciphertext, ByteString associated) {
    Hpke.Context context = new Hpke.Context(shared, SCHEDULE_CONTEXT);
    if (viewTag(context) != ciphertext.at(VIEW_TAG_AT)) {
      return Optional.empty();
    }
    return context
        .open(associated, ciphertext.slice(SEALED_AT, CIPHERTEXT_SIZE))
        .map(
            plaintext ->
                new Opened(plaintext, new KemSecret(context.export(KEM_SECRET, KemSecret.SIZE))));
  }
}
