package org.specie.kernel.crypto.ps;

import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.batch.BatchStatement;
import org.specie.kernel.crypto.batch.PairingSink;
import org.specie.kernel.crypto.batch.Weights;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The equation of {@link SignatureEquation} as one of many: "this value answers that request". The
 * pairing sees only components in the group of order r, therefore membership is checked besides, of
 * each point by itself.
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
    if (value.isInfinity() || !value.isInSubgroup() || !request.base().isInSubgroup()) {
      return false;
    }
    Scalar weight = weights.next();
    sink.pairing(key.xTilde(), request.base(), weight);
    for (int j = 0; j < key.attributes(); j++) {
      switch (request.attributes().get(j)) {
        case Attribute.Public(Scalar known) -> {
          if (!known.isZero()) {
            sink.pairing(key.yTilde().get(j), request.base().times(known), weight);
          }
        }
        case Attribute.Committed(G1 hidden) -> sink.pairing(key.yTilde().get(j), hidden, weight);
      }
    }
    sink.weighted(value, weight);
    return true;
  }
}
