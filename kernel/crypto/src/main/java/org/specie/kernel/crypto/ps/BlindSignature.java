package org.specie.kernel.crypto.ps;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * An aggregate over a request whose blindings are still in it: public data that serves only who
 * knows the openings of the commitments. Anybody checks it by {@link PsVerificationKey#verifies}.
 */
public record BlindSignature(G1 base, G1 value) {

  /**
   * The signature without the blindings: σ2 = value - Σ d_j·Y_j. Constant time.
   *
   * @param blindings d_j for each committed attribute, in order
   */
  public PsSignature unblind(
      PsVerificationKey key, SigningRequest request, List<Scalar> blindings) {
    G1 sigma2 = value;
    int next = 0;
    for (int j = 0; j < request.attributes().size(); j++) {
      switch (request.attributes().get(j)) {
        case Attribute.Public _, Attribute.Common _ -> {}
        case Attribute.Committed _ -> {
          Check.that(next < blindings.size(), "every committed attribute has a blinding");
          sigma2 = sigma2.minus(key.y().get(j).times(blindings.get(next++)));
        }
      }
    }
    Check.that(next == blindings.size(), "every blinding has a committed attribute");
    return new PsSignature(base, sigma2);
  }
}
