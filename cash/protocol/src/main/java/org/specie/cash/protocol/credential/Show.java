package org.specie.cash.protocol.credential;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;

/**
 * A credential made presentable: a rerandomised signature, a hiding V_j = m_j·σ1 + r_j·g for each
 * hidden attribute and W = σ2 + Σ r_j·Y_j. The points reveal nothing about the attributes (V_j is
 * uniform, W is determined by the rest); the r_j stay with the prover.
 */
public final class Show {
  private final G1 sigma1;
  private final List<G1> v;
  private final G1 w;
  private final List<Scalar> r;

  private Show(G1 sigma1, List<G1> v, G1 w, List<Scalar> r) {
    this.sigma1 = sigma1;
    this.v = List.copyOf(v);
    this.w = w;
    this.r = List.copyOf(r);
  }

  /** Shows {@code signature} with its first attributes, {@code hidden}, hidden. */
  public static Show of(
      PsVerificationKey key, PsSignature signature, List<Scalar> hidden, Entropy entropy) {
    Scalar t = Scalar.random(entropy);
    PsSignature fresh = signature.rerandomise(t.isZero() ? Scalar.ONE : t);
    List<G1> v = new ArrayList<>();
    List<Scalar> r = new ArrayList<>();
    G1 w = fresh.sigma2();
    for (int j = 0; j < hidden.size(); j++) {
      Scalar blinding = Scalar.random(entropy);
      v.add(fresh.sigma1().times(hidden.get(j)).plus(G1.GENERATOR.times(blinding)));
      w = w.plus(key.y().get(j).times(blinding));
      r.add(blinding);
    }
    return new Show(fresh.sigma1(), v, w, r);
  }

  public G1 sigma1() {
    return sigma1;
  }

  public List<G1> v() {
    return v;
  }

  public G1 w() {
    return w;
  }

  /** The blinding of attribute {@code j}. */
  public Scalar r(int j) {
    return r.get(j);
  }

  @Override
  public String toString() {
    return "Show[redacted]";
  }
}
