package org.specie.kernel.crypto.sharing;

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
    Check.that(!indices.isEmpty(), "interpolation needs a value");
    Check.that(0 <= x && x <= INDEX_MAX, "the point is zero or an operator index");
    Check.that(indices.stream().allMatch(Lagrange::isIndex), "operator indices are in range");
    Check.that(new HashSet<>(indices).size() == indices.size(), "operator indices are distinct");
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
