package org.specie.kernel.crypto.hybrid;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;

/**
 * Encrypts for storage under a secret its owner keeps elsewhere: a key share, a wallet's file. A
 * fresh salt gives every box a key of its own, so there is no nonce to repeat; should the entropy
 * repeat a salt, the same plaintext gives the same box and another one shares its keystream. What
 * the box is for, and whatever else must not be exchanged, goes into the label and the associated
 * data. Layout: salt 32 ‖ ciphertext ‖ tag 16. Source: docs/spec/05-encryption.md 5.9.
 */
public final class SecretBox {
  /** Bytes a box has more than its plaintext. */
  public static final int OVERHEAD = 32 + Aead.TAG_SIZE;

  private static final int SALT_SIZE = 32;

  private SecretBox() {}

  /**
   * Encrypts {@code plaintext}.
   *
   * @param label names the purpose, alone among all derivations from {@code secret}
   */
  public static ByteString seal(
      Secret secret, String label, ByteString associated, ByteString plaintext, Entropy entropy) {
    Secret fresh = Secret.random(SALT_SIZE, entropy);
    ByteString salt = fresh.lend(ByteString::copyOf);
    Secret key = secret.derive(label, Aead.KEY_SIZE, salt, associated);
    ByteString sealed = key.lend(bytes -> Aead.seal(bytes, noNonce(), associated, plaintext));
    key.destroy();
    return ByteString.concat(salt, sealed);
  }

  /** The plaintext, or nothing if secret, label or associated data differ or a bit was changed. */
  public static Optional<ByteString> open(
      Secret secret, String label, ByteString associated, ByteString box) {
    if (box.size() < OVERHEAD) {
      return Optional.empty();
    }
    ByteString salt = box.slice(0, SALT_SIZE);
    Secret key = secret.derive(label, Aead.KEY_SIZE, salt, associated);
    Optional<ByteString> opened =
        key.lend(
            bytes -> Aead.open(bytes, noNonce(), associated, box.slice(SALT_SIZE, box.size())));
    key.destroy();
    return opened;
  }

  private static byte[] noNonce() {
    return new byte[Aead.NONCE_SIZE];
  }
}
