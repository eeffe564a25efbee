package org.specie.kernel.crypto.range;

import java.util.Arrays;
import java.util.List;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The prover's side of the norm-linear argument (docs/spec/03b, clause 3b.7): knowledge of l and n
 * that open C = v·G + ⟨l, H⟩ + ⟨n, G⟩ with v = ⟨c, l⟩ + Σ mu^(j+1)·n_j². The vectors are halved
 * round by round; what is then left of them is sent. Hides nothing: the vectors it is given must be
 * blinded already.
 */
final class BulletproofPlusPlusNormArgument {
  private final BulletproofPlusPlusBases bases;
  private final int normLength;
  private final BulletproofPlusPlusFolding folding;
  private Scalar[] c;
  private Scalar[] l;
  private Scalar[] n;

  BulletproofPlusPlusNormArgument(
      BulletproofPlusPlusBases bases, Scalar rho, Scalar[] c, Scalar[] l, Scalar[] n) {
    this.bases = bases;
    this.normLength = n.length;
    this.folding = new BulletproofPlusPlusFolding(rho);
    this.c = c;
    this.l = l;
    this.n = n;
  }

  /**
   * The commitment v·G + Σ l_i·H_i + Σ n_j·G_j in variable time; vectors may be shorter than the
   * bases.
   */
  static G1 commit(BulletproofPlusPlusBases bases, Scalar v, Scalar[] l, Scalar[] n) {
    try (G1Msm msm = new G1Msm(1 + l.length + n.length, 255)) {
      msm.add(bases.value().point(), v);
      for (int i = 0; i < l.length; i++) {
        msm.add(bases.linear().get(i).point(), l[i]);
      }
      for (int j = 0; j < n.length; j++) {
        msm.add(bases.norm().get(j).point(), n[j]);
      }
      return msm.sum();
    }
  }

  /** The commitments of the next round. */
  BulletproofPlusPlusProof.Fold commit() {
    c = even(c);
    l = even(l);
    n = even(n);
    Scalar rho = folding.rho();
    Scalar rhoInverse = rho.inverse();
    Scalar mu = folding.mu().times(folding.mu());
    Scalar[] nEven = half(n, 0);
    Scalar[] nOdd = half(n, 1);
    Scalar crossNorm = product(nEven, nOdd, mu).times(rhoInverse);
    Scalar cross =
        crossNorm
            .plus(crossNorm)
            .plus(product(half(c, 0), half(l, 1)))
            .plus(product(half(c, 1), half(l, 0)));
    Scalar odd = product(nOdd, nOdd, mu).plus(product(half(c, 1), half(l, 1)));
    return new BulletproofPlusPlusProof.Fold(
        commit(
            cross,
            interleave(half(l, 1), half(l, 0), Scalar.ONE, Scalar.ONE),
            interleave(nOdd, nEven, rho, rhoInverse)),
        commit(
            odd,
            interleave(half(l, 1), half(l, 1), Scalar.ZERO, Scalar.ONE),
            interleave(nOdd, nOdd, Scalar.ZERO, Scalar.ONE)));
  }

  private G1 commit(Scalar v, Scalar[] linear, Scalar[] norm) {
    return commit(
        bases,
        v,
        folding.expandLinear(linear, BulletproofPlusPlusShape.LINEAR),
        folding.expandNorm(norm, normLength));
  }

  /** Halves the vectors by the challenge that followed {@link #commit}. */
  void fold(Scalar gamma) {
    c = combine(c, Scalar.ONE, gamma);
    l = combine(l, Scalar.ONE, gamma);
    n = combine(n, folding.rho().inverse(), gamma);
    folding.fold(gamma);
  }

  List<Scalar> linear() {
    return List.of(l);
  }

  List<Scalar> norm() {
    return List.of(n);
  }

  private static Scalar[] even(Scalar[] vector) {
    if (vector.length % 2 == 0) {
      return vector;
    }
    Scalar[] longer = Arrays.copyOf(vector, vector.length + 1);
    longer[vector.length] = Scalar.ZERO;
    return longer;
  }

  private static Scalar[] half(Scalar[] vector, int parity) {
    Scalar[] half = new Scalar[vector.length / 2];
    Arrays.setAll(half, i -> vector[2 * i + parity]);
    return half;
  }

  private static Scalar[] interleave(Scalar[] even, Scalar[] odd, Scalar byEven, Scalar byOdd) {
    Scalar[] all = new Scalar[2 * even.length];
    Arrays.setAll(all, i -> i % 2 == 0 ? even[i / 2].times(byEven) : odd[i / 2].times(byOdd));
    return all;
  }

  private static Scalar[] combine(Scalar[] vector, Scalar byEven, Scalar byOdd) {
    Scalar[] half = new Scalar[vector.length / 2];
    Arrays.setAll(half, i -> vector[2 * i].times(byEven).plus(vector[2 * i + 1].times(byOdd)));
    return half;
  }

  /** The inner product. */
  static Scalar product(Scalar[] a, Scalar[] b) {
    Scalar sum = Scalar.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.plus(a[i].times(b[i]));
    }
    return sum;
  }

  /** The weighted inner product Σ mu^(i+1)·a_i·b_i. */
  static Scalar product(Scalar[] a, Scalar[] b, Scalar mu) {
    Scalar sum = Scalar.ZERO;
    Scalar weight = mu;
    for (int i = 0; i < a.length; i++) {
      sum = sum.plus(weight.times(a[i]).times(b[i]));
      weight = weight.times(mu);
    }
    return sum;
  }
}
