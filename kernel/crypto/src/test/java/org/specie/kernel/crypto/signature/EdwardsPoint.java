package org.specie.kernel.crypto.signature;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.IntStream;
import org.specie.kernel.core.ByteString;

/** The curve of Ed25519 in schoolbook form, for making what no honest signer makes. */
record EdwardsPoint(BigInteger x, BigInteger y) {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger ORDER =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger ROOT = BigInteger.TWO.modPow(P.shiftRight(2), P);

  static final EdwardsPoint NEUTRAL = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE);
  static final EdwardsPoint BASE =
      ofY(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P)).orElseThrow();

  /** A generator of the eight points of small order. */
  static final EdwardsPoint OF_ORDER_EIGHT = ofOrderEight();

  /** The point with this y and an even x, if there is one. */
  static Optional<EdwardsPoint> ofY(BigInteger y) {
    BigInteger y2 = y.multiply(y);
    BigInteger x2 =
        y2.subtract(BigInteger.ONE).multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P));
    BigInteger x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).subtract(x2).mod(P).equals(BigInteger.ZERO)) {
      x = x.multiply(ROOT).mod(P);
    }
    if (!x.multiply(x).subtract(x2).mod(P).equals(BigInteger.ZERO)) {
      return Optional.empty();
    }
    return Optional.of(new EdwardsPoint(x.testBit(0) ? P.subtract(x) : x, y));
  }

  private static EdwardsPoint ofOrderEight() {
    return IntStream.iterate(2, y -> y + 1)
        .mapToObj(y -> ofY(BigInteger.valueOf(y)))
        .flatMap(Optional::stream)
        .map(point -> point.times(ORDER))
        .filter(small -> !small.times(BigInteger.valueOf(4)).equals(NEUTRAL))
        .findFirst()
        .orElseThrow();
  }

  EdwardsPoint plus(EdwardsPoint other) {
    BigInteger xy = x.multiply(other.y).add(y.multiply(other.x));
    BigInteger yx = y.multiply(other.y).add(x.multiply(other.x));
    BigInteger product =
        D.multiply(x).mod(P).multiply(other.x).mod(P).multiply(y).mod(P).multiply(other.y).mod(P);
    return new EdwardsPoint(
        xy.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
        yx.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
  }

  EdwardsPoint times(BigInteger scalar) {
    EdwardsPoint sum = NEUTRAL;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.plus(sum);
      if (scalar.testBit(bit)) {
        sum = sum.plus(this);
      }
    }
    return sum;
  }

  /** The canonical encoding. */
  ByteString encoded() {
    return encoded(y, x.testBit(0));
  }

  /** Any y below 2^255, reduced or not, and a sign. */
  static ByteString encoded(BigInteger y, boolean odd) {
    byte[] bytes = littleEndian(y);
    bytes[31] |= (byte) (odd ? 0x80 : 0);
    return ByteString.copyOf(bytes);
  }

  static byte[] littleEndian(BigInteger value) {
    byte[] little = new byte[32];
    for (int i = 0; i < 32; i++) {
      little[i] = value.shiftRight(8 * i).byteValue();
    }
    return little;
  }

  static BigInteger fromLittleEndian(byte[] little) {
    byte[] big = new byte[little.length];
    for (int i = 0; i < little.length; i++) {
      big[i] = little[little.length - 1 - i];
    }
    return new BigInteger(1, big);
  }
}
