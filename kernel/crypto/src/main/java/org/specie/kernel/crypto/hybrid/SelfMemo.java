package org.specie.kernel.crypto.hybrid;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.seed.Secret;

/**
 * What a wallet writes to its later self into each transaction, so that words alone restore amounts
 * no seed yields. Always 96 bytes: 80 of plaintext and a tag. There is no nonce: each memo has a
 * key of its own, derived from the memo secret, the transaction's fresh salt and the associated
 * data. Source: docs/spec/05-encryption.md 5.7.
 */
public final class SelfMemo {
  /** Length of a sealed memo in bytes. */
  public static final int SIZE = 96;

  /** Length of a plaintext in bytes. */
  public static final int PLAINTEXT_SIZE = 80;

  /** Length of a salt in bytes. */
  public static final int SALT_SIZE = 32;

  private static final String LABEL = "specie/memo/key";

  private SelfMemo() {}

  /**
   * Encrypts {@code plaintext} under a key for {@code salt} and {@code associated}. The pair must
   * not serve two plaintexts: the salt is fresh for each attempt, and the associated data names the
   * transaction's inputs and outputs.
   */
  public static ByteString seal(
      Secret memoSecret, ByteString salt, ByteString associated, ByteString plaintext) {
    Check.that(plaintext.size() == PLAINTEXT_SIZE, "a memo has 80 bytes");
    Check.that(salt.size() == SALT_SIZE, "a salt has 32 bytes");
    Secret key = memoSecret.derive(LABEL, Aead.KEY_SIZE, salt, associated);
    ByteString sealed = key.lend(bytes -> Aead.seal(bytes, noNonce(), associated, plaintext));
    key.destroy();
    Check.that(sealed.size() == SIZE, "a sealed memo has 96 bytes");
    return sealed;
  }

  /** The plaintext, or nothing if the memo is another wallet's or altered. */
  public static Optional<ByteString> open(
      Secret memoSecret, ByteString salt, ByteString associated, ByteString sealed) {
    if (sealed.size() != SIZE || salt.size() != SALT_SIZE) {
      return Optional.empty();
    }
    Secret key = memoSecret.derive(LABEL, Aead.KEY_SIZE, salt, associated);
    Optional<ByteString> opened =
        key.lend(bytes -> Aead.open(bytes, noNonce(), associated, sealed));
    key.destroy();
    return opened;
  }

  private static byte[] noNonce() {
    return new byte[Aead.NONCE_SIZE];
  }
}
