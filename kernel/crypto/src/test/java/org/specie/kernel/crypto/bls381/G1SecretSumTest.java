package org.specie.kernel.crypto.bls381;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import tools.jackson.databind.JsonNode;

/** The constant-time sum agrees with single multiplications, on and off the group. */
final class G1SecretSumTest {
  private static final BigInteger ZZ = new BigInteger("d201000000010000", 16).pow(2);
  private final Random random = new Random(17);
  private final Entropy entropy = random::nextBytes;

  private static Scalar scalar(BigInteger value) {
    return Scalar.reduce(value.mod(Scalar.ORDER).toByteArray());
  }

  private G1 point() {
    return G1.GENERATOR.times(Scalar.random(entropy));
  }

  /** Where the split rounds, carries or vanishes. */
  private static List<Scalar> edges() {
    List<Scalar> edges = new ArrayList<>();
    for (BigInteger around :
        List.of(
            BigInteger.ZERO,
            BigInteger.valueOf(16),
            BigInteger.valueOf(32),
            ZZ,
            ZZ.multiply(ZZ.subtract(BigInteger.ONE)),
            ZZ.shiftRight(1),
            BigInteger.TWO.pow(128),
            BigInteger.TWO.pow(64),
            BigInteger.TWO.pow(254),
            Scalar.ORDER)) {
      for (int delta = -2; delta <= 2; delta++) {
        edges.add(scalar(around.add(BigInteger.valueOf(delta))));
      }
    }
    return edges;
  }

  @Test
  void theDigitsSpellTheScalar() {
    List<Scalar> all = edges();
    for (int i = 0; i < 2000; i++) {
      all.add(Scalar.random(entropy));
    }
    for (Scalar scalar : all) {
      BigInteger k = new BigInteger(1, scalar.toByteArray());
      long[] limbs = new long[4];
      for (int i = 0; i < 4; i++) {
        limbs[i] = k.shiftRight(64 * i).longValue();
      }
      SecretDigits digits = new SecretDigits(limbs);
      assertThat(spelled(digits.low).add(ZZ.multiply(spelled(digits.high)))).isEqualTo(k);
    }
  }

  private static BigInteger spelled(int[] digits) {
    BigInteger value = BigInteger.ZERO;
    for (int i = digits.length - 1; i >= 0; i--) {
      assertThat(digits[i]).isBetween(-15, 16);
      value = value.shiftLeft(SecretDigits.WIDTH).add(BigInteger.valueOf(digits[i]));
    }
    return value;
  }

  @Test
  void agreesWithSingleMultiplications() {
    G1 p = point();
    for (Scalar edge : edges()) {
      assertThat(G1SecretSum.of(List.of(p), List.of(edge))).isEqualTo(p.times(edge));
    }
    for (int n = 0; n <= 9; n++) {
      List<G1> points = new ArrayList<>();
      List<Scalar> scalars = new ArrayList<>();
      G1 expected = G1.INFINITY;
      for (int j = 0; j < n; j++) {
        points.add(j == 4 ? points.getFirst() : point());
        scalars.add(Scalar.random(entropy));
        expected = expected.plus(points.get(j).times(scalars.get(j)));
      }
      assertThat(G1SecretSum.of(points, scalars)).isEqualTo(expected);
    }
  }

  @Test
  void cancelsToInfinity() {
    G1 p = point();
    Scalar k = Scalar.random(entropy);
    assertThat(G1SecretSum.of(List.of(p, p), List.of(k, k.negate())).isInfinity()).isTrue();
    assertThat(G1SecretSum.of(List.of(p, G1.INFINITY), List.of(k, k))).isEqualTo(p.times(k));
  }

  /** Every small order, alone and beside a proper component: only that component survives. */
  @Test
  void afterClearingOnlyTheComponentInTheGroupCounts() throws MalformedInput {
    JsonNode outside = Vectors.read("bls12-381.json").required("outside_subgroup");
    for (JsonNode each : Vectors.list(outside, "g1_subgroup_plus_torsion").toList()) {
      G1 both = G1.decode(new Decoder(Vectors.bytes(each, "uncompressed")));
      G1 part = G1.decode(new Decoder(Vectors.bytes(each, "subgroup_part")));
      G1 torsion = both.minus(part);
      assertThat(torsion.clearCofactor().isInfinity()).isTrue();
      for (int i = 0; i < 20; i++) {
        Scalar k = Scalar.random(entropy);
        G1 other = point();
        Scalar l = Scalar.random(entropy);
        assertThat(G1SecretSum.of(List.of(both, other), List.of(k, l)).clearCofactor())
            .isEqualTo(part.times(k).plus(other.times(l)).clearCofactor());
        assertThat(G1SecretSum.of(List.of(torsion), List.of(k)).clearCofactor().isInfinity())
            .isTrue();
      }
    }
  }
}
