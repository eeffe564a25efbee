package org.specie.kernel.crypto.signature;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * An ECDSA signature on secp256k1 from which the signer's key can be computed: r (32 bytes), s (32
 * bytes), v (0 or 1). Exactly one of the two values of s that verify is allowed, the low one, so
 * that nobody can change a signature's bytes without the key. Source: SEC 1 section 4.1.6;
 * docs/spec/06-keys.md 6.7. Recovery takes about 27 µs in libsecp256k1, variable time.
 */
public record RecoverableSignature(ByteString bytes) {
  /** Length in bytes. */
  public static final int SIZE = 65;

  private static final int SCALAR_SIZE = 32;
  private static final ByteString ZERO = ByteString.copyOf(new byte[SCALAR_SIZE]);
  private static final ByteString ORDER =
      ByteString.hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
  private static final ByteString HALF_ORDER =
      ByteString.hex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

  public RecoverableSignature {
    Check.that(isCanonical(bytes), "a signature is canonical");
  }

  private static boolean isCanonical(ByteString bytes) {
    if (bytes.size() != SIZE) {
      return false;
    }
    ByteString r = bytes.slice(0, SCALAR_SIZE);
    ByteString s = bytes.slice(SCALAR_SIZE, 2 * SCALAR_SIZE);
    return ZERO.compareTo(r) < 0
        && r.compareTo(ORDER) < 0
        && ZERO.compareTo(s) < 0
        && s.compareTo(HALF_ORDER) <= 0
        && bytes.at(SIZE - 1) <= 1;
  }

  /** Reads 65 bytes; refuses scalars out of range, the high s and recovery values above 1. */
  public static RecoverableSignature decode(ByteString bytes) throws MalformedInput {
    if (!isCanonical(bytes)) {
      throw new MalformedInput("not a canonical recoverable signature");
    }
    return new RecoverableSignature(bytes);
  }

  /**
   * The key under which this signature on {@code digest} verifies, if there is one. Any digest
   * gives some key for most signatures: the caller compares it with the one it expects.
   */
  public Optional<Secp256k1PublicKey> recover(Hash32 digest) {
    byte[] compact = bytes.slice(0, 2 * SCALAR_SIZE).toByteArray();
    try {
      byte[] key =
          Secp256k1.get().ecdsaRecover(compact, digest.bytes().toByteArray(), bytes.at(SIZE - 1));
      return Optional.of(new Secp256k1PublicKey(ByteString.copyOf(key)));
    } catch (Secp256k1Exception e) {
      return Optional.empty();
    }
  }

  /** The address of {@link #recover}. */
  public Optional<Address> recoverAddress(Hash32 digest) {
    return recover(digest).map(Address::of);
  }

  /** Whether the signer of {@code digest} is {@code address}. */
  public boolean isBy(Address address, Hash32 digest) {
    return recoverAddress(digest).filter(address::equals).isPresent();
  }
}
