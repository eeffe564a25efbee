package org.specie.kernel.crypto.seed;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;

/** HKDF with SHA-256 as in RFC 5869, on the JDK's key derivation functions. About 1 µs a call. */
public final class Hkdf {
  /** Length of an extracted key in bytes. */
  public static final int PRK_SIZE = 32;

  /** The most bytes one expansion yields: 255 hash blocks. */
  public static final int OUTPUT_SIZE_MAX = 255 * 32;

  private Hkdf() {}

  /** HKDF-Extract. An empty {@code salt} means 32 zero bytes, as the RFC says. */
  public static byte[] extract(byte[] salt, byte[] inputKey) {
    HKDFParameterSpec.Builder builder = HKDFParameterSpec.ofExtract().addIKM(inputKey);
    if (salt.length > 0) {
      builder.addSalt(salt);
    }
    return run(builder.extractOnly());
  }

  /** HKDF-Expand to {@code size} bytes. */
  public static byte[] expand(byte[] extracted, byte[] info, int size) {
    Check.that(extracted.length >= PRK_SIZE, "the extracted key has at least 32 bytes");
    Check.that(0 < size && size <= OUTPUT_SIZE_MAX, "an expansion has 1 to 8160 bytes");
    return run(HKDFParameterSpec.expandOnly(new SecretKeySpec(extracted, "Generic"), info, size));
  }

  private static byte[] run(HKDFParameterSpec parameters) {
    try {
      return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new InvariantViolation("this JDK computes HKDF-SHA256", e);
    }
  }
}
