package org.specie.kernel.crypto.bls381;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import tools.jackson.databind.JsonNode;

/**
 * Sums with what an attacker would feed them: points of small order, repeats, opposites, full
 * words. Sizes on both sides of 49 terms, below which blst works with tables of small multiples.
 */
final class G1MsmTest {
  private static final int[] SIZES = {1, 2, 3, 4, 15, 31, 48, 49, 70};
  private final Random random = new Random(13);
  private final Entropy entropy = random::nextBytes;

  /** One point for each prime that divides the cofactor, the order 3 first. */
  private static List<G1> torsion() throws MalformedInput {
    JsonNode outside = Vectors.read("bls12-381.json").required("outside_subgroup");
    List<G1> points = new ArrayList<>();
    for (JsonNode each : Vectors.list(outside, "g1_subgroup_plus_torsion").toList()) {
      G1 both = G1.decode(new Decoder(Vectors.bytes(each, "uncompressed")));
      points.add(both.minus(G1.decode(new Decoder(Vectors.bytes(each, "subgroup_part")))));
    }
    return points;
  }

  private Scalar coefficient(int bits) {
    return bits == 128 ? Scalar.randomWeight(entropy) : Scalar.random(entropy);
  }

  /**
   * Nobody can send a point of order 3 alone (x = 0 is refused), but two points that can be sent
   * may differ by one. Its third multiple is infinity, and a shared inversion of it turned every
   * other term of the sum to nothing.
   */
  @Test
  void aTermOfSmallOrderLeavesTheComponentInTheGroupAlone() throws MalformedInput {
    for (G1 small : torsion()) {
      for (int bits : new int[] {128, 255}) {
        for (int size : SIZES) {
          try (G1Msm msm = new G1Msm(size, bits)) {
            G1 expected = G1.INFINITY;
            msm.add(small, coefficient(bits));
            for (int i = 1; i < size; i++) {
              G1 point = G1.GENERATOR.times(Scalar.random(entropy));
              Scalar scalar = coefficient(bits);
              msm.add(i % 3 == 0 ? point.plus(small) : point, scalar);
              expected = expected.plus(point.times(scalar));
            }
            assertThat(msm.sum().clearCofactor())
                .as("%d terms of %d bits beside %s", size, bits, small)
                .isEqualTo(expected.clearCofactor());
          }
        }
      }
    }
  }

  @Test
  void repeatsAndOppositesAddUp() {
    Scalar largest = Scalar.of(2).negate();
    for (int size : SIZES) {
      Scalar same = Scalar.random(entropy);
      try (G1Msm msm = new G1Msm(size, 255)) {
        Scalar expected = Scalar.ZERO;
        for (int i = 0; i < size; i++) {
          int multiple = 1 + random.nextInt(4);
          Scalar scalar = i % 5 == 0 ? largest : same;
          G1 point = G1.GENERATOR.times(Scalar.of(multiple));
          msm.add(i % 2 == 0 ? point : point.negate(), scalar);
          Scalar part = scalar.times(Scalar.of(multiple));
          expected = i % 2 == 0 ? expected.plus(part) : expected.minus(part);
        }
        assertThat(msm.sum()).isEqualTo(G1.GENERATOR.times(expected));
      }
    }
  }

  /** A weight that silently lost its upper half would let a false equation pass a batch. */
  @Test
  void refusesACoefficientBeyondItsBits() {
    Scalar tooLarge = Scalar.of(1L << 62).times(Scalar.of(1L << 62)).times(Scalar.of(16));
    Scalar largest = tooLarge.minus(Scalar.ONE);
    try (G1Msm msm = new G1Msm(2, 128)) {
      msm.add(G1.GENERATOR, largest);
      assertThat(msm.sum()).isEqualTo(G1.GENERATOR.times(largest));
      assertThatThrownBy(() -> msm.add(G1.GENERATOR, tooLarge))
          .isInstanceOf(InvariantViolation.class);
    }
    try (G1Msm msm = new G1Msm(2, 12)) {
      msm.add(G1.GENERATOR, Scalar.of(4095));
      assertThat(msm.sum()).isEqualTo(G1.GENERATOR.times(Scalar.of(4095)));
      assertThatThrownBy(() -> msm.add(G1.GENERATOR, Scalar.of(4096)))
          .isInstanceOf(InvariantViolation.class);
    }
  }

  @Test
  void forgetsWhatWasCleared() {
    try (G1Msm msm = new G1Msm(8, 255)) {
      for (int size : SIZES) {
        G1 expected = G1.INFINITY;
        for (int i = 0; i < size; i++) {
          G1 point = G1.GENERATOR.times(Scalar.random(entropy));
          Scalar scalar = Scalar.random(entropy);
          msm.add(point, scalar);
          expected = expected.plus(point.times(scalar));
        }
        assertThat(msm.sum()).isEqualTo(expected);
        msm.clear();
        // One term after many: nothing that lies behind it may be read.
        msm.add(G1.GENERATOR, Scalar.of(7));
        assertThat(msm.sum()).isEqualTo(G1.GENERATOR.times(Scalar.of(7)));
        msm.clear();
      }
    }
  }
}
