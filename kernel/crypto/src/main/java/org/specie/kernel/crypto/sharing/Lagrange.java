package org.specie.kernel.crypto.sharing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    Check.that(indices.stream().allMatch(Lagrange::isIndex), "operator indices are in range");
    Check.that(new HashSet<>(indices).size() == indices.size(), "operator indices are distinct");
    Scalar point = Scalar.of(x);
    List<Scalar> coefficients = new ArrayList<>(indices.size());
    for (int i : indices) {
      Scalar numerator = Scalar.ONE;
      Scalar denominator = Scalar.ONE;
      for (int j : indices) {
        if (j != i) {
          numerator = numerator.times(point.minus(Scalar.of(j)));
          denominator = denominator.times(Scalar.of(i).minus(Scalar.of(j)));
        }
      }
      coefficients.add(numerator.times(denominator.inverse()));
    }
    return coefficients;
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
