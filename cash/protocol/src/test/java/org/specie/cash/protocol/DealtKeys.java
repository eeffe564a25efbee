package org.specie.cash.protocol;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.PsVerificationKey;

/** Keys from a trusted dealer, which exists in tests only. */
public record DealtKeys(PsThresholdKey threshold, List<PsKeyShare> shares) {
  public static DealtKeys deal(int operators, int threshold, Entropy entropy) {
    List<Scalar[]> polynomials = new ArrayList<>();
    for (int j = 0; j <= Suite.ATTRIBUTES; j++) {
      Scalar[] polynomial = new Scalar[threshold];
      for (int t = 0; t < threshold; t++) {
        polynomial[t] = Scalar.random(entropy);
      }
      polynomials.add(polynomial);
    }
    List<PsKeyShare> shares = new ArrayList<>();
    for (int i = 1; i <= operators; i++) {
      List<Scalar> y = new ArrayList<>();
      for (int j = 1; j <= Suite.ATTRIBUTES; j++) {
        y.add(at(polynomials.get(j), i));
      }
      shares.add(PsKeyShare.of(i, at(polynomials.getFirst(), i), y));
    }
    List<G2> yTilde = new ArrayList<>();
    List<G1> y = new ArrayList<>();
    for (int j = 1; j <= Suite.ATTRIBUTES; j++) {
      yTilde.add(G2.GENERATOR.times(polynomials.get(j)[0]));
      y.add(G1.GENERATOR.times(polynomials.get(j)[0]));
    }
    PsVerificationKey key =
        new PsVerificationKey(G2.GENERATOR.times(polynomials.getFirst()[0]), yTilde, y);
    return new DealtKeys(
        new PsThresholdKey(
            threshold, key, shares.stream().map(PsKeyShare::verificationKey).toList()),
        shares);
  }

  private static Scalar at(Scalar[] polynomial, int x) {
    Scalar sum = Scalar.ZERO;
    for (int t = polynomial.length - 1; t >= 0; t--) {
      sum = sum.times(Scalar.of(x)).plus(polynomial[t]);
    }
    return sum;
  }
}
