package org.specie.kernel.crypto.sharing;

import java.util.ArrayList;
import java.util.List;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * A random polynomial whose value at zero is a secret and whose values at operator indices are
 * shares of it. All work runs in constant time. Source: docs/spec/04-threshold-signatures.md,
 * clause 4.1.
 */
public final class SecretPolynomial implements Destroyable {
  private @Nullable List<Scalar> coefficients;

  private SecretPolynomial(List<Scalar> coefficients) {
    this.coefficients = coefficients;
  }

  /** A uniform polynomial of degree {@code threshold} - 1. */
  public static SecretPolynomial random(int threshold, Entropy entropy) {
    Check.that(threshold > 0, "a threshold is positive");
    List<Scalar> fresh = new ArrayList<>(threshold);
    for (int k = 0; k < threshold; k++) {
      fresh.add(Scalar.random(entropy));
    }
    return new SecretPolynomial(fresh);
  }

  /** A polynomial of degree {@code threshold} - 1 with this secret, uniform among those. */
  public static SecretPolynomial sharing(Scalar secret, int threshold, Entropy entropy) {
    SecretPolynomial polynomial = random(threshold, entropy);
    polynomial.coefficients().set(0, secret);
    return polynomial;
  }

  /** The secret: the value at zero. */
  public Scalar secret() {
    return coefficients().getFirst();
  }

  /** The share of operator {@code index}. */
  public Scalar at(int index) {
    Check.that(Lagrange.isIndex(index), "an operator index is in range");
    Scalar x = Scalar.of(index);
    Scalar value = Scalar.ZERO;
    for (Scalar coefficient : coefficients().reversed()) {
      value = value.times(x).plus(coefficient);
    }
    return value;
  }

  /** Multiples of the generators by every coefficient, in {@code groups} and nowhere else. */
  public FeldmanVector commit(Groups groups) {
    List<G1> first = new ArrayList<>();
    List<G2> second = new ArrayList<>();
    for (Scalar coefficient : coefficients()) {
      if (groups.hasFirst()) {
        first.add(G1.GENERATOR.times(coefficient));
      }
      if (groups.hasSecond()) {
        second.add(G2.GENERATOR.times(coefficient));
      }
    }
    return new FeldmanVector(groups, first, second);
  }

  private List<Scalar> coefficients() {
    if (coefficients == null) {
      throw new IllegalStateException("this polynomial was destroyed");
    }
    return coefficients;
  }

  /** Lets go of the coefficients. */
  @Override
  public void destroy() {
    coefficients = null;
  }

  @Override
  public boolean isDestroyed() {
    return coefficients == null;
  }

  @Override
  public String toString() {
    return "SecretPolynomial[redacted]";
  }
}
