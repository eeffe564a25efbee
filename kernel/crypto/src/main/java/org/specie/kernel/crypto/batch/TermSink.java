package org.specie.kernel.crypto.batch;

import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Receives the terms of G1 equations "the sum of coefficient·point is zero". Whoever writes an
 * equation has already multiplied it by the equation's random weight.
 */
public interface TermSink {
  /** A term with a coefficient of any size. */
  void term(G1 point, Scalar coefficient);

  /** A term whose coefficient is below 2^128 (a bare weight): half the price of {@link #term}. */
  void weighted(G1 point, Scalar weight);

  /** A term with a base of the batch's {@link BaseSet}. */
  void base(BaseSet.Base base, Scalar coefficient);
}
