package org.specie.cash.protocol.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Points of the curve without a component in the group of order r, one of each prime order that
 * divides 1 - z. That of order 3 is (0, ±2), which has no accepted encoding of its own.
 */
public final class Torsion {
  /** The primes. */
  public static final List<Integer> ORDERS = List.of(3, 11, 10177, 859267, 52437899);

  private static final BigInteger ONE_MINUS_Z = new BigInteger("d201000000010001", 16);

  private Torsion() {}

  /** A point of exactly this order, outside the group of order r. */
  public static G1 ofOrder(int order) {
    Random random = new Random(order);
    while (true) {
      G1 point = anyPoint(random);
      // r times a point leaves nothing of its component in the group of order r.
      G1 torsion = times(point, Scalar.ORDER.subtract(BigInteger.ONE)).plus(point);
      G1 ofOrder = times(torsion, ONE_MINUS_Z.divide(BigInteger.valueOf(order)));
      if (!ofOrder.isInfinity()) {
        return ofOrder;
      }
    }
  }

  private static G1 times(G1 point, BigInteger factor) {
    return G1Msm.sum(new G1[] {point}, new Scalar[] {Scalar.reduce(factor.toByteArray())});
  }

  private static G1 anyPoint(Random random) {
    Optional<G1> point = Optional.empty();
    while (point.isEmpty()) {
      byte[] bytes = new byte[G1.COMPRESSED_SIZE];
      random.nextBytes(bytes);
      bytes[0] = (byte) ((bytes[0] & 0x0f) | 0x80);
      point = point(bytes);
    }
    return point.get();
  }

  private static Optional<G1> point(byte[] bytes) {
    try {
      return Optional.of(G1.decodeCompressed(new Decoder(bytes)));
    } catch (MalformedInput notOnTheCurve) {
      return Optional.empty();
    }
  }
}
