package org.specie.kernel.crypto.signature;

import fr.acinq.secp256k1.Secp256k1;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;

/**
 * The key of an ordinary account. Signs with libsecp256k1: constant time, nonces after RFC 6979, so
 * that one key and one digest give one signature.
 */
public final class Secp256k1SecretKey implements Destroyable {
  /** Length in bytes. */
  public static final int SIZE = 32;

  private final Secret secret;
  private final Secp256k1PublicKey publicKey;

  /** Takes over {@code secret}: 32 bytes that are a number from 1 to the group order less 1. */
  public Secp256k1SecretKey(Secret secret) {
    Check.that(secret.size() == SIZE, "a secret key has 32 bytes");
    Check.that(secret.lend(Secp256k1.get()::secKeyVerify), "a secret key is below the order");
    this.secret = secret;
    this.publicKey =
        new Secp256k1PublicKey(
            secret.lend(bytes -> ByteString.copyOf(Secp256k1.get().pubkeyCreate(bytes))));
  }

  /** A fresh key. */
  public static Secp256k1SecretKey generate(Entropy entropy) {
    return new Secp256k1SecretKey(Secret.random(SIZE, entropy));
  }

  /** The public key. */
  public Secp256k1PublicKey publicKey() {
    return publicKey;
  }

  /** The account's name. */
  public Address address() {
    return Address.of(publicKey);
  }

  /** Signs {@code digest}. About 75 µs: the recovery value is found by recovering. */
  public RecoverableSignature sign(Hash32 digest) {
    byte[] compact =
        secret.lend(bytes -> Secp256k1.get().sign(digest.bytes().toByteArray(), bytes));
    byte[] bytes = Arrays.copyOf(compact, RecoverableSignature.SIZE);
    for (byte v = 0; v <= 1; v++) {
      bytes[RecoverableSignature.SIZE - 1] = v;
      RecoverableSignature signature = new RecoverableSignature(ByteString.copyOf(bytes));
      if (signature.recover(digest).filter(publicKey::equals).isPresent()) {
        return signature;
      }
    }
    throw new InvariantViolation("one of two recovery values leads to the signer");
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
    return other instanceof Secp256k1SecretKey that && secret.equals(that.secret);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return "Secp256k1SecretKey(redacted)";
  }
}
