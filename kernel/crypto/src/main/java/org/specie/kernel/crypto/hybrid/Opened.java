package org.specie.kernel.crypto.hybrid;

import org.specie.kernel.core.ByteString;

/** What the recipient finds in a ciphertext. Not a record: nobody should print it by accident. */
public final class Opened {
  private final ByteString plaintext;
  private final KemSecret secret;

  Opened(ByteString plaintext, KemSecret secret) {
    this.plaintext = plaintext;
    this.secret = secret;
  }

  /** The plaintext, {@link Hybrid#PLAINTEXT_SIZE} bytes. */
  public ByteString plaintext() {
    return plaintext;
  }

  /** The shared secret. */
  public KemSecret secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "Opened(redacted)";
  }
}
