package org.specie.kernel.crypto.seed;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;

/**
 * Bytes nobody else may see. They are lent, never given: {@link #lend} hands out a copy and wipes
 * it afterwards. Equality takes the same time wherever the difference lies, the text form and the
 * hash code say nothing but the length, and {@link #destroy} overwrites the bytes. The garbage
 * collector may have copied them before, so destroying narrows the window and does not close it.
 */
public final class Secret implements Destroyable {
  private static final int RANDOM_SIZE_MIN = 16;

  private final byte[] bytes;
  private volatile boolean destroyed;

  private Secret(byte[] owned) {
    Check.that(owned.length > 0, "a secret has at least one byte");
    this.bytes = owned;
  }

  /** Copies {@code bytes}; the caller wipes its own array. */
  public static Secret copyOf(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /**
   * {@code size} fresh bytes, at least 16. Two blocks are drawn and compared: a source that is
   * stuck or returns zeros is a bug that must stop the program before a key comes of it.
   */
  public static Secret random(int size, Entropy entropy) {
    Check.that(size >= RANDOM_SIZE_MIN, "a fresh secret has at least 16 bytes");
    byte[] first = entropy.bytes(size);
    byte[] second = entropy.bytes(size);
    Check.that(!isZero(first) && !isZero(second), "the entropy source does not return zeros");
    Check.that(!Arrays.equals(first, second), "the entropy source does not repeat");
    Arrays.fill(second, (byte) 0);
    return new Secret(first);
  }

  private static boolean isZero(byte[] bytes) {
    int all = 0;
    for (byte each : bytes) {
      all |= each;
    }
    return all == 0;
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /**
   * Calls {@code use} with a copy of the bytes and wipes the copy when it returns; {@code use} must
   * not keep the array.
   */
  public <T> T lend(Function<byte[], T> use) {
    Check.that(!destroyed, "a destroyed secret is not used");
    byte[] copy = bytes.clone();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** An independent secret of {@code size} bytes; see {@link KeyDerivation}. */
  public Secret derive(String label, int size, ByteString... context) {
    return lend(ikm -> new Secret(KeyDerivation.derive(ikm, label, size, context)));
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Compares in constant time; a destroyed secret equals only itself. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Secret that
        && !destroyed
        && !that.destroyed
        && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** The length alone, so that hash tables leak nothing. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "Secret(" + bytes.length + " bytes)";
  }
}
