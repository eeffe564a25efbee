package org.specie.kernel.crypto.range;

import java.util.Arrays;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * How the bases of the norm-linear argument have been folded so far (docs/spec/03b, clause 3b.7).
 * After k rounds the folded base q is the sum of scale[b]·base[q·2^k + b] over b below 2^k, so that
 * the few scales stand for all bases and no base is ever computed.
 */
final class BulletproofPlusPlusFolding {
  private Scalar rho;
  private Scalar mu;
  private Scalar[] normScale = {Scalar.ONE};
  private Scalar[] linearScale = {Scalar.ONE};

  BulletproofPlusPlusFolding(Scalar rho) {
    this.rho = rho;
    this.mu = rho.times(rho);
  }

  /** Even bases times rho plus odd bases times gamma; in the linear vector rho is one. */
  void fold(Scalar gamma) {
    normScale = extend(normScale, rho, gamma);
    linearScale = extend(linearScale, Scalar.ONE, gamma);
    rho = mu;
    mu = mu.times(mu);
  }

  private static Scalar[] extend(Scalar[] scale, Scalar even, Scalar odd) {
    Scalar[] longer = Arrays.copyOf(scale, 2 * scale.length);
    for (int b = 0; b < scale.length; b++) {
      longer[b] = scale[b].times(even);
      longer[scale.length + b] = scale[b].times(odd);
    }
    return longer;
  }

  Scalar rho() {
    return rho;
  }

  /** The weight of the norm: the element at q counts mu^(q+1) times its square. */
  Scalar mu() {
    return mu;
  }

  /** The scales of the norm bases times {@code factor}. */
  Scalar[] normScale(Scalar factor) {
    return times(normScale, factor);
  }

  /** The scales of the linear bases times {@code factor}. */
  Scalar[] linearScale(Scalar factor) {
    return times(linearScale, factor);
  }

  private static Scalar[] times(Scalar[] scale, Scalar factor) {
    Scalar[] scaled = new Scalar[scale.length];
    Arrays.setAll(scaled, b -> scale[b].times(factor));
    return scaled;
  }

  /** Coefficients of the original norm bases for those of the folded ones. */
  Scalar[] expandNorm(Scalar[] folded, int length) {
    return expand(folded, normScale, length);
  }

  /** Coefficients of the original linear bases for those of the folded ones. */
  Scalar[] expandLinear(Scalar[] folded, int length) {
    return expand(folded, linearScale, length);
  }

  private static Scalar[] expand(Scalar[] folded, Scalar[] scale, int length) {
    Scalar[] coefficients = new Scalar[length];
    Arrays.setAll(coefficients, j -> folded[j / scale.length].times(scale[j % scale.length]));
    return coefficients;
  }
}
