package org.specie.kernel.crypto.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/** Clause 4.2. */
final class LagrangeTest {
  private final Random random = new Random(3);
  private final Entropy entropy = random::nextBytes;

  @Test
  void refusesZeroDuplicateAndAbsentIndices() {
    for (List<Integer> bad :
        List.of(
            List.of(0, 1),
            List.of(2, 2),
            List.of(-1, 2),
            List.of(Lagrange.INDEX_MAX + 1),
            List.<Integer>of())) {
      assertThatThrownBy(() -> Lagrange.atZero(bad)).isInstanceOf(InvariantViolation.class);
    }
  }

  @Test
  void interpolatesAtAnyPoint() {
    Scalar a = Scalar.random(entropy);
    Scalar b = Scalar.random(entropy);
    Scalar c = Scalar.random(entropy);
    List<Integer> indices = List.of(7, 2, 5);
    for (int x : new int[] {0, 2, 9}) {
      List<Scalar> lambda = Lagrange.at(x, indices);
      Scalar sum = Scalar.ZERO;
      for (int k = 0; k < 3; k++) {
        sum = sum.plus(lambda.get(k).times(value(a, b, c, indices.get(k))));
      }
      assertThat(sum).isEqualTo(value(a, b, c, x));
    }
  }

  private static Scalar value(Scalar a, Scalar b, Scalar c, int x) {
    Scalar at = Scalar.of(x);
    return a.plus(at.times(b.plus(at.times(c))));
  }

  /** The short way over small integers and the long way come to the same point. */
  @Test
  void interpolatesPointsAsTheCoefficientsSay() {
    for (List<Integer> indices :
        List.of(
            List.of(1),
            List.of(1, 2),
            List.of(2, 1),
            List.of(4, 1),
            List.of(3, 5),
            List.of(4, 2, 3),
            List.of(1, 2, 3, 4),
            List.of(999, 1, 500),
            List.of(Lagrange.INDEX_MAX, Lagrange.INDEX_MAX - 1),
            List.of(5, 4, 3, 2, 1))) {
      List<G1> points =
          indices.stream().map(_ -> G1.GENERATOR.times(Scalar.random(entropy))).toList();
      assertThat(Lagrange.interpolateG1(indices, points))
          .as("%s", indices)
          .isEqualTo(Lagrange.combineG1(Lagrange.atZero(indices), points));
    }
  }

  @Test
  void refusesToInterpolateOverImproperIndices() {
    List<G1> two = List.of(G1.GENERATOR, G1.GENERATOR);
    for (List<Integer> bad : List.of(List.of(2, 2), List.of(0, 1), List.of(1))) {
      assertThatThrownBy(() -> Lagrange.interpolateG1(bad, two))
          .isInstanceOf(InvariantViolation.class);
    }
  }

  /** Products of differences outgrow every integer long before the last index. */
  @Test
  void interpolatesOverManyIndices() {
    SecretPolynomial polynomial = SecretPolynomial.random(120, entropy);
    List<Integer> indices =
        IntStream.range(0, 120).mapToObj(k -> k % 2 == 0 ? 1 + k : Lagrange.INDEX_MAX - k).toList();
    for (int x : new int[] {0, 1, 500, Lagrange.INDEX_MAX}) {
      List<Scalar> lambda = Lagrange.at(x, indices);
      Scalar sum = Scalar.ZERO;
      for (int k = 0; k < indices.size(); k++) {
        sum = sum.plus(lambda.get(k).times(polynomial.at(indices.get(k))));
      }
      assertThat(sum).isEqualTo(x == 0 ? polynomial.secret() : polynomial.at(x));
    }
  }

  @Test
  void refusesPointsThatAreNoIndices() {
    for (int x : new int[] {-1, Lagrange.INDEX_MAX + 1}) {
      assertThatThrownBy(() -> Lagrange.at(x, List.of(1, 2)))
          .isInstanceOf(InvariantViolation.class);
    }
  }
}
