package org.specie.kernel.crypto.batch;

import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Sums the terms of one equation on its own and answers whether its component in the group of order
 * r vanishes: the same cofactored question the batch asks.
 */
public final class NaiveSum implements TermSink, AutoCloseable {
  private final G1Msm msm = new G1Msm(32, 255);

  @Override
  public void term(G1 point, Scalar coefficient) {
    msm.add(point, coefficient);
  }

  @Override
  public void weighted(G1 point, Scalar weight) {
    msm.add(point, weight);
  }

  @Override
  public void base(BaseSet.Base base, Scalar coefficient) {
    msm.add(base.point(), coefficient);
  }

  /** Whether the sum of the terms so far vanishes up to cofactor. */
  public boolean isZero() {
    return msm.sum().clearCofactor().isInfinity();
  }

  @Override
  public void close() {
    msm.close();
  }
}
