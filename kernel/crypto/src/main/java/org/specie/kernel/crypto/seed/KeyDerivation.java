package org.specie.kernel.crypto.seed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;

/**
 * Labelled derivation: independent secrets from one secret. HKDF-SHA256 extracts under a fixed salt
 * and expands over the canonical encoding of (label, context, size), so different labels, contexts
 * or sizes never share output, not even a prefix. The labels in use are listed in
 * docs/spec/06-keys.md 6.4. Constant time in the secret.
 */
public final class KeyDerivation {
  private static final byte[] SALT = "SPECIE-V1-KDF".getBytes(StandardCharsets.US_ASCII);

  private KeyDerivation() {}

  /** {@code size} bytes from {@code secret} for the purpose {@code label} in {@code context}. */
  public static byte[] derive(byte[] secret, String label, int size, ByteString... context) {
    Check.that(!label.isEmpty(), "a derivation has a label");
    byte[] info =
        new Encoder().text(label).list(List.of(context), Encoder::bytes).u32(size).toByteArray();
    byte[] extracted = Hkdf.extract(SALT, secret);
    byte[] derived = Hkdf.expand(extracted, info, size);
    Arrays.fill(extracted, (byte) 0);
    return derived;
  }
}
