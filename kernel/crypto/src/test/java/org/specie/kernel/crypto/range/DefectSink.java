package org.specie.kernel.crypto.range;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;

/** By how much an equation fails. */
final class DefectSink implements TermSink {
  private final List<G1> points = new ArrayList<>();
  private final List<Scalar> coefficients = new ArrayList<>();

  @Override
  public void term(G1 point, Scalar coefficient) {
    points.add(point);
    coefficients.add(coefficient);
  }

  @Override
  public void weighted(G1 point, Scalar weight) {
    term(point, weight);
  }

  @Override
  public void base(BaseSet.Base base, Scalar coefficient) {
    term(base.point(), coefficient);
  }

  G1 sum() {
    return G1Msm.sum(points.toArray(G1[]::new), coefficients.toArray(Scalar[]::new));
  }
}
