package org.specie.kernel.crypto.sharing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Interpolation over distinct operator indices. Indices start at 1, because the value at zero is
 * the secret. Source: docs/spec/04-threshold-signatures.md, clause 4.2. Coefficients are public.
 */
public final class Lagrange {
  /** The largest operator index, and with it the largest number of operators. */
  public static final int INDEX_MAX = 1000;

  /** Coefficients of so few points are tried as integers. */
  private static final int SMALL_COUNT = 4;

  /** Integers up to this length are multiplied as such. */
  private static final int SMALL_BITS = 16;

  private Lagrange() {}

  /** Whether {@code index} can belong to an operator. */
  public static boolean isIndex(int index) {
    return 0 < index && index <= INDEX_MAX;
  }

  /** Coefficients λ with f(0) = Σ λ_k·f(indices_k) for every f of degree below their number. */
  public static List<Scalar> atZero(List<Integer> indices) {
    return at(0, indices);
  }

  /** Coefficients λ with f(x) = Σ λ_k·f(indices_k) for every f of degree below their number. */
  public static List<Scalar> at(int x, List<Integer> indices) {
    Check.that(0 <= x && x <= INDEX_MAX, "the point is zero or an operator index");
    requireProper(indices);
    if (indices.contains(x)) {
      return indices.stream().map(i -> i == x ? Scalar.ONE : Scalar.ZERO).toList();
    }
    // λ_i = Π_j (x - j) / ((x - i)·Π_{j≠i} (i - j)), with all divisions in one.
    List<Scalar> denominators = new ArrayList<>(indices.size());
    for (int i : indices) {
      denominators.add(product(x - i, indices.stream().mapToInt(j -> j == i ? 1 : i - j)));
    }
    Scalar all = product(1, indices.stream().mapToInt(j -> x - j));
    return inverses(denominators).stream().map(all::times).toList();
  }

  private static void requireProper(List<Integer> indices) {
    Check.that(!indices.isEmpty(), "interpolation needs a value");
    Check.that(indices.stream().allMatch(Lagrange::isIndex), "operator indices are in range");
    Check.that(new HashSet<>(indices).size() == indices.size(), "operator indices are distinct");
  }

  /** Small factors are multiplied as integers while they fit. */
  private static Scalar product(int first, IntStream factors) {
    Scalar product = Scalar.ONE;
    long small = first;
    for (int factor : factors.toArray()) {
      if (Math.abs(small) > Long.MAX_VALUE / INDEX_MAX) {
        product = product.times(signed(small));
        small = 1;
      }
      small *= factor;
    }
    return product.times(signed(small));
  }

  private static Scalar signed(long value) {
    return value < 0 ? Scalar.of(-value).negate() : Scalar.of(value);
  }

  /** Montgomery's trick: one inversion and three products each. */
  private static List<Scalar> inverses(List<Scalar> values) {
    List<Scalar> before = new ArrayList<>(values.size());
    Scalar product = Scalar.ONE;
    for (Scalar value : values) {
      before.add(product);
      product = product.times(value);
    }
    Scalar rest = product.inverse();
    Scalar[] inverses = new Scalar[values.size()];
    for (int k = values.size() - 1; k >= 0; k--) {
      inverses[k] = rest.times(before.get(k));
      rest = rest.times(values.get(k));
    }
    return List.of(inverses);
  }

  /**
   * Σ λ_k·points_k with the λ of {@link #atZero}, for public points. These are fractions of small
   * integers, λ_k = n_k/d with one d for all, so that what is left of full length is a single
   * multiplication by 1/d, and nothing where d is 1, as for two neighbours.
   */
  public static G1 interpolateG1(List<Integer> indices, List<G1> points) {
    Check.that(indices.size() == points.size(), "as many points as indices");
    requireProper(indices);
    if (indices.size() > SMALL_COUNT) {
      return combineG1(atZero(indices), points);
    }
    BigInteger[] numerators = new BigInteger[points.size()];
    BigInteger denominator = numerators(indices, numerators);
    int bits = 0;
    for (BigInteger each : numerators) {
      bits = Math.max(bits, each.bitLength());
    }
    if (Math.max(bits, denominator.bitLength()) > SMALL_BITS) {
      return combineG1(atZero(indices), points);
    }
    G1 sum;
    try (G1Msm msm = new G1Msm(points.size(), SMALL_BITS)) {
      for (int k = 0; k < numerators.length; k++) {
        boolean isNegative = numerators[k].signum() < 0;
        msm.add(
            isNegative ? points.get(k).negate() : points.get(k),
            Scalar.of(numerators[k].abs().longValueExact()));
      }
      sum = msm.sum();
    }
    return denominator.equals(BigInteger.ONE)
        ? sum
        : combineG1(List.of(Scalar.of(denominator.longValueExact()).inverse()), List.of(sum));
  }

  /** Fills in n_k and gives d > 0, in lowest terms: λ_k = Π_{j≠k} j/(j - k) = n_k/d. */
  private static BigInteger numerators(List<Integer> indices, BigInteger[] numerators) {
    BigInteger[] divisors = new BigInteger[numerators.length];
    BigInteger common = BigInteger.ONE;
    for (int k = 0; k < divisors.length; k++) {
      int index = indices.get(k);
      numerators[k] = BigInteger.ONE;
      divisors[k] = BigInteger.ONE;
      for (int j : indices) {
        if (j != index) {
          numerators[k] = numerators[k].multiply(BigInteger.valueOf(j));
          divisors[k] = divisors[k].multiply(BigInteger.valueOf(j - index));
        }
      }
      common = common.divide(common.gcd(divisors[k])).multiply(divisors[k].abs());
    }
    BigInteger shared = common;
    for (int k = 0; k < divisors.length; k++) {
      numerators[k] = numerators[k].multiply(common.divide(divisors[k]));
      shared = shared.gcd(numerators[k]);
    }
    for (int k = 0; k < divisors.length; k++) {
      numerators[k] = numerators[k].divide(shared);
    }
    return common.divide(shared);
  }

  /** Σ coefficients_k·points_k for public points. */
  public static G1 combineG1(List<Scalar> coefficients, List<G1> points) {
    return G1Msm.sum(points.toArray(new G1[0]), coefficients.toArray(new Scalar[0]));
  }

  /** Σ coefficients_k·points_k for public points. */
  public static G2 combineG2(List<Scalar> coefficients, List<G2> points) {
    Check.that(coefficients.size() == points.size(), "as many coefficients as points");
    G2 sum = G2.INFINITY;
    for (int k = 0; k < points.size(); k++) {
      sum = sum.plus(points.get(k).times(coefficients.get(k)));
    }
    return sum;
  }
}
