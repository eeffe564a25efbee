package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;

/** Signs a random message, first attribute hidden, with the shares of a ceremony. */
final class Signing {
  private Signing() {}

  /** Whether any two of {@code shares} obtain one and the same valid signature. */
  static boolean allPairsAgree(PsThresholdKey key, List<DkgShare> shares, Entropy entropy) {
    G1 base =
        G1.hashToCurve(ByteString.copyOf(entropy.bytes(16)), ByteString.utf8("SPECIE-test-v1-dkg"));
    List<Scalar> message = new ArrayList<>();
    List<Attribute> attributes = new ArrayList<>();
    for (int j = 0; j < key.key().attributes(); j++) {
      message.add(Scalar.random(entropy));
      attributes.add(new Attribute.Public(message.getLast()));
    }
    Scalar blinding = Scalar.random(entropy);
    attributes.set(
        0,
        new Attribute.Committed(base.times(message.getFirst()).plus(G1.GENERATOR.times(blinding))));
    SigningRequest request = new SigningRequest(base, attributes);
    List<PartialSignature> partials =
        shares.stream().map(share -> share.signatureShare().sign(request)).toList();
    Set<PsSignature> signatures = new HashSet<>();
    for (PartialSignature one : partials) {
      for (PartialSignature other : partials) {
        if (one.index() < other.index()) {
          if (!(new PsAggregator(key)
                      .obtain(request, message, List.of(blinding), List.of(one, other))
                  instanceof Aggregation.Complete<PsSignature>(var signature, var liars))
              || !liars.isEmpty()) {
            return false;
          }
          signatures.add(signature);
        }
      }
    }
    return signatures.size() == 1;
  }
}
