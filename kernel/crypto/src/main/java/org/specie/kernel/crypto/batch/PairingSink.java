package org.specie.kernel.crypto.batch;

import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Receives, besides the terms of G1 equations, the left sides of pairing equations
 *
 * <pre>  e(P_1, Q_1)·…·e(P_n, Q_n) = e(W, g~)</pre>
 *
 * whose second arguments Q are few and shared by many statements. The right side is a plain term:
 * {@link TermSink#weighted} of W under the same weight.
 */
public interface PairingSink extends TermSink {
  /** The factor e(weight·point, slot), with a weight below 2^128. */
  void pairing(G2 slot, G1 point, Scalar weight);

  /** The factor e(coefficient·point, slot), with a coefficient of any size: twice the price. */
  void pairingTerm(G2 slot, G1 point, Scalar coefficient);
}
