package org.specie.kernel.crypto.hybrid;

import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Secret;

/**
 * What sender and recipient of one ciphertext share beside its plaintext: 32 bytes exported from
 * HPKE. The blinding factors of the coin come from it, so that the sender cannot choose them and
 * need not transmit them. Source: docs/spec/05-encryption.md 5.5.
 */
public final class KemSecret implements Destroyable {
  /** Length in bytes. */
  public static final int SIZE = 32;

  private final Secret secret;

  KemSecret(byte[] bytes) {
    this.secret = Secret.copyOf(bytes);
  }

  /** {@code size} bytes for the purpose {@code label}; both sides obtain the same. */
  public Secret derive(String label, int size, ByteString... context) {
    return secret.derive(label, size, context);
  }

  @Override
  public void destroy() {
    secret.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return secret.isDestroyed();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KemSecret that && secret.equals(that.secret);
  }

  @Override
  public int hashCode() {
    return SIZE;
  }

  @Override
  public String toString() {
    return "KemSecret(redacted)";
  }
}
