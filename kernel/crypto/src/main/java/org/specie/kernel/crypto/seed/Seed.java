package org.specie.kernel.crypto.seed;

import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * The 64 bytes that words and passphrase stand for (BIP-39). Whoever has them has the money and the
 * whole past of its owner. Source: docs/spec/06-keys.md 6.2.
 */
public final class Seed implements Destroyable {
  /** Length in bytes. */
  public static final int SIZE = 64;

  private final Secret secret;

  /** Takes over {@code secret}, which has 64 bytes. */
  public Seed(Secret secret) {
    Check.that(secret.size() == SIZE, "a seed has 64 bytes");
    this.secret = secret;
  }

  /** The secret of {@code branch}, {@code size} bytes, separate for each {@code context}. */
  public Secret branch(Branch branch, int size, ByteString... context) {
    return secret.derive(branch.label(), size, context);
  }

  /** The seed itself, for BIP-32. */
  public Secret secret() {
    return secret;
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
    return other instanceof Seed that && secret.equals(that.secret);
  }

  @Override
  public int hashCode() {
    return SIZE;
  }

  @Override
  public String toString() {
    return "Seed(redacted)";
  }
}
