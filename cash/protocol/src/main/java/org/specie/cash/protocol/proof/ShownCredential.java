package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.batch.PairingSink;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The pairing equation of one shown credential, e(σ1, X~_public)·Π e(V_j, Y~_j) = e(W, g~). The
 * public attributes stand in the verifier's key, never in the client's data.
 */
record ShownCredential(G2 publicKey, List<G2> slots, G1 sigma1, List<G1> v, G1 w) {
  ShownCredential {
    slots = List.copyOf(slots);
    v = List.copyOf(v);
    Check.that(slots.size() == v.size(), "a key element for each hidden attribute");
  }

  /**
   * σ1 must have a component in the group: torsion alone satisfies every equation with any
   * attributes.
   */
  boolean isSubstantial() {
    return !sigma1.clearCofactor().isInfinity();
  }

  void accumulate(PairingSink sink, Scalar weight) {
    sink.pairing(publicKey, sigma1, weight);
    for (int j = 0; j < v.size(); j++) {
      sink.pairing(slots.get(j), v.get(j), weight);
    }
    sink.weighted(w, weight);
  }

  boolean verifyNaively() {
    List<PairingProduct.Factor> factors = new ArrayList<>();
    factors.add(new PairingProduct.Factor(sigma1, publicKey));
    for (int j = 0; j < v.size(); j++) {
      factors.add(new PairingProduct.Factor(v.get(j), slots.get(j)));
    }
    factors.add(new PairingProduct.Factor(w.negate(), G2.GENERATOR));
    return PairingProduct.isOne(factors);
  }
}
