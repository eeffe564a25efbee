package org.specie.offline.purse.credential;

import java.math.BigInteger;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.BlindKey;

/**
 * The host's part in a blind signature: the factor that the device raises and the host takes off.
 * Spec: docs/spec/51-monebox.md 51.9, docs/spec/54-agents.md 4.3.
 */
final class Blinding {
  private static final int ANSWER_SIZE = 2 + Hash32.SIZE + ArtLayout.MODULUS_SIZE;
  private static final int ANSWER_TYPE = 0x53;

  /** Far less than a modulus of 2048 bits, so whoever counts attempts learns nothing. */
  private static final int ATTEMPTS_MAX = 128;

  private Blinding() {}

  private static BigInteger number(ByteString bytes) {
    return new BigInteger(1, bytes.toByteArray());
  }

  /** A uniform factor below the modulus that can be taken off again. */
  static ByteString factor(BlindKey key, Entropy entropy) {
    BigInteger modulus = number(key.modulus());
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      ByteString drawn = ByteString.copyOf(entropy.bytes(ArtLayout.MODULUS_SIZE));
      BigInteger factor = number(drawn);
      if (factor.compareTo(BigInteger.ONE) > 0
          && factor.compareTo(modulus) < 0
          && factor.gcd(modulus).equals(BigInteger.ONE)) {
        return drawn;
      }
    }
    throw new IllegalStateException("the source of entropy is no source");
  }

  /** The signature without its blinding; nothing if {@code answer} is no answer to the request. */
  static Optional<ByteString> unblinded(
      BlindKey key, ByteString request, ByteString answer, ByteString factor) {
    if (answer.size() != ANSWER_SIZE
        || answer.at(0) != ANSWER_TYPE
        || !answer.slice(2, 2 + Hash32.SIZE).equals(Hash32.sha256(request).bytes())) {
      return Optional.empty();
    }
    BigInteger modulus = number(key.modulus());
    BigInteger plain =
        number(answer.slice(2 + Hash32.SIZE, ANSWER_SIZE))
            .multiply(number(factor).modInverse(modulus))
            .mod(modulus);
    byte[] bytes = plain.toByteArray();
    byte[] fixed = new byte[ArtLayout.MODULUS_SIZE];
    int count = Math.min(fixed.length, bytes.length);
    System.arraycopy(bytes, bytes.length - count, fixed, fixed.length - count, count);
    return Optional.of(ByteString.copyOf(fixed));
  }
}
