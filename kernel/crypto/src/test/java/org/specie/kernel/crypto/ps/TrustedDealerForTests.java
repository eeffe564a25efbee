package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Deals a key from one hand, which then knows everything. Operators never get keys this way; tests
 * of the signature alone do, because they need the secret to look behind it.
 */
final class TrustedDealerForTests {
  final List<Scalar> xPolynomial;
  final List<List<Scalar>> yPolynomials;
  final List<PsKeyShare> shares = new ArrayList<>();
  final PsThresholdKey key;

  TrustedDealerForTests(int operators, int threshold, int attributes, Entropy entropy) {
    this(
        operators,
        polynomial(threshold, entropy),
        java.util.stream.Stream.generate(() -> polynomial(threshold, entropy))
            .limit(attributes)
            .toList());
  }

  TrustedDealerForTests(int operators, List<Scalar> x, List<List<Scalar>> y) {
    xPolynomial = x;
    yPolynomials = y;
    for (int i = 1; i <= operators; i++) {
      int index = i;
      shares.add(
          PsKeyShare.of(index, value(x, index), y.stream().map(p -> value(p, index)).toList()));
    }
    PsVerificationKey whole =
        new PsVerificationKey(
            G2.GENERATOR.times(x.getFirst()),
            y.stream().map(p -> G2.GENERATOR.times(p.getFirst())).toList(),
            y.stream().map(p -> G1.GENERATOR.times(p.getFirst())).toList());
    key =
        new PsThresholdKey(
            x.size(), whole, shares.stream().map(PsKeyShare::verificationKey).toList());
  }

  PsKeyShare share(int index) {
    return shares.get(index - 1);
  }

  private static List<Scalar> polynomial(int threshold, Entropy entropy) {
    List<Scalar> coefficients = new ArrayList<>();
    for (int k = 0; k < threshold; k++) {
      coefficients.add(Scalar.random(entropy));
    }
    return coefficients;
  }

  private static Scalar value(List<Scalar> polynomial, int index) {
    Scalar value = Scalar.ZERO;
    for (int k = polynomial.size() - 1; k >= 0; k--) {
      value = value.times(Scalar.of(index)).plus(polynomial.get(k));
    }
    return value;
  }
}
