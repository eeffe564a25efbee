package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.credential.Show;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;

/** A shown credential with everything its prover knows: attributes, blindings, points. */
record Shown(List<Scalar> message, G1 sigma1, List<G1> v, G1 w, List<Scalar> r) {
  Shown {
    message = List.copyOf(message);
    v = List.copyOf(v);
    r = List.copyOf(r);
  }

  /** Shows {@code signature} on {@code message}, its first {@code hidden} attributes hidden. */
  static Shown of(
      PsVerificationKey key,
      List<Scalar> message,
      PsSignature signature,
      int hidden,
      Entropy entropy) {
    Show show = Show.of(key, signature, message.subList(0, hidden), entropy);
    List<Scalar> r = new ArrayList<>();
    for (int j = 0; j < hidden; j++) {
      r.add(show.r(j));
    }
    return new Shown(message, show.sigma1(), show.v(), show.w(), r);
  }

  /**
   * Shows {@code message} without any signature: with a σ1 outside the group of order r, W = Σ
   * r_j·Y_j satisfies the pairing equation for every message.
   */
  static Shown unsigned(
      PsVerificationKey key, List<Scalar> message, G1 sigma1, int hidden, Entropy entropy) {
    List<G1> v = new ArrayList<>();
    List<Scalar> r = new ArrayList<>();
    G1 w = G1.INFINITY;
    for (int j = 0; j < hidden; j++) {
      Scalar blinding = Scalar.random(entropy);
      v.add(G1Msm.sum(new G1[] {sigma1, G1.GENERATOR}, new Scalar[] {message.get(j), blinding}));
      w = w.plus(key.y().get(j).times(blinding));
      r.add(blinding);
    }
    return new Shown(message, sigma1, v, w, r);
  }

  /** The same, with {@code lie} in the place of attribute {@code at}: W still says the truth. */
  Shown claiming(int at, Scalar lie) {
    List<Scalar> message = new ArrayList<>(message());
    message.set(at, lie);
    List<G1> points = new ArrayList<>(v);
    points.set(at, sigma1.times(lie).plus(G1.GENERATOR.times(r.get(at))));
    return new Shown(message, sigma1, points, w, r);
  }
}
