package org.specie.kernel.crypto.hybrid;

import java.util.Optional;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Branch;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;

/** The X25519 key that finds and reads incoming payments. It cannot spend them. */
public final class ViewSecretKey implements Destroyable {
  /** Length in bytes. */
  public static final int SIZE = 32;

  private final Secret secret;
  private final ViewPublicKey publicKey;

  /** Takes over {@code secret}, any 32 bytes; X25519 clamps them. */
  public ViewSecretKey(Secret secret) {
    Check.that(secret.size() == SIZE, "a view key has 32 bytes");
    this.secret = secret;
    this.publicKey =
        new ViewPublicKey(secret.lend(bytes -> ByteString.copyOf(Hpke.publicKey(bytes))));
  }

  /** The view key of {@code seed} in {@code context}, which names the ledger. */
  public static ViewSecretKey derive(Seed seed, ByteString... context) {
    return new ViewSecretKey(seed.branch(Branch.VIEW, SIZE, context));
  }

  /** A fresh key; with it dropped at once, a payment to nobody. */
  public static ViewSecretKey generate(Entropy entropy) {
    return new ViewSecretKey(Secret.random(SIZE, entropy));
  }

  /** The public key. */
  public ViewPublicKey publicKey() {
    return publicKey;
  }

  /**
   * Opens {@code ciphertext}; nothing if it is for somebody else, altered, or bound to other {@code
   * associated} data. A foreign ciphertext costs one agreement, about 60 µs; 255 of 256 stop there.
   */
  public Optional<Opened> open(ByteString ciphertext, ByteString associated) {
    if (ciphertext.size() != Hybrid.CIPHERTEXT_SIZE) {
      return Optional.empty();
    }
    byte[] encapsulated = ciphertext.slice(0, Hpke.POINT_SIZE).toByteArray();
    byte[] own = publicKey.bytes().toByteArray();
    return secret
        .lend(bytes -> Hpke.sharedSecret(bytes, encapsulated, encapsulated, own))
        .flatMap(shared -> Hybrid.open(shared, ciphertext, associated));
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
    return other instanceof ViewSecretKey that && secret.equals(that.secret);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return "ViewSecretKey(redacted)";
  }
}
