package org.specie.kernel.crypto.ps;

import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.batch.BatchStatement;
import org.specie.kernel.crypto.batch.PairingSink;
import org.specie.kernel.crypto.batch.Weights;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The equation of {@link SignatureEquation} as one of many: "this value answers that request". The
 * pairing sees only components in the group of order r, therefore the value's membership is checked
 * besides, of each by itself; a base is hashed to the curve and is in the group.
 */
record AggregateStatement(PsVerificationKey key, SigningRequest request, G1 value)
    implements BatchStatement {
  AggregateStatement {
    Check.that(
        request.attributes().size() == key.attributes(),
        "a request has an attribute for each component of the key");
  }

  @Override
  public boolean accumulate(PairingSink sink, Weights weights) {
    if (value.isInfinity() || !value.isInSubgroup()) {
      return false;
    }
    Scalar weight = weights.next();
    sink.pairing(
        FoldedKeys.of(key.xTilde(), key.yTilde(), request.attributes()), request.base(), weight);
    for (int j = 0; j < key.attributes(); j++) {
      switch (request.attributes().get(j)) {
        case Attribute.Public(Scalar known) -> {
          if (!known.isZero()) {
            sink.pairingTerm(key.yTilde().get(j), request.base(), weight.times(known));
          }
        }
        case Attribute.Common _ -> {}
        case Attribute.Committed(G1 hidden) -> sink.pairing(key.yTilde().get(j), hidden, weight);
      }
    }
    sink.weighted(value, weight);
    return true;
  }
}
