package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.PairingProduct.Factor;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The one equation behind signatures, shares and aggregates: e(value, g~) = e(h, X~ + Σ m_j·Y~_j) ·
 * Π e(C_j, Y~_j), the sum over public attributes and the product over committed ones. Source:
 * docs/spec/04-threshold-signatures.md, clause 4.7.
 */
record SignatureEquation(G2 xTilde, List<G2> yTilde) {

  /**
   * Whether {@code value} answers {@code request}. The pairing sees only components in the group of
   * order r, therefore the value's membership is checked besides.
   */
  boolean holds(SigningRequest request, G1 value) {
    Check.that(
        request.attributes().size() == yTilde.size(), "a request has an attribute for each key");
    if (value.isInfinity() || !value.isInSubgroup()) {
      return false;
    }
    G2 key = FoldedKeys.of(xTilde, yTilde, request.attributes());
    List<Factor> factors = new ArrayList<>(yTilde.size() + 2);
    for (int j = 0; j < yTilde.size(); j++) {
      switch (request.attributes().get(j)) {
        case Attribute.Public(Scalar known) -> {
          if (!known.isZero()) {
            key = key.plus(yTilde.get(j).times(known));
          }
        }
        case Attribute.Common _ -> {}
        case Attribute.Committed hidden ->
            factors.add(new Factor(hidden.commitment(), yTilde.get(j)));
      }
    }
    factors.add(new Factor(request.base(), key));
    factors.add(new Factor(value.negate(), G2.GENERATOR));
    return PairingProduct.isOne(factors);
  }
}
