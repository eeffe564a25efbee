package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Hides shares on the public board. Dealer and recipient agree on the point r·PK = sk·R; scalars
 * hashed from it are added to the shares. Nothing authenticates them: the vectors do. A recipient
 * can publish the agreed point with a proof, which opens this one row to everybody.
 *
 * <p>The dealer must prove that it knows r. Otherwise a liar repeats the R of an honest dealer,
 * provokes complaints, and every published point opens a share of that honest dealer too.
 */
final class ShareSealing {
  private static final Relation.Expression KEY;
  private static final Relation.Point PUBLIC_KEY;
  private static final Relation.Point SEALING_POINT;
  private static final Relation.Point AGREED;

  /** "I know sk with PK = sk·g and agreed = sk·R." */
  static final Relation AGREEMENT;

  static {
    BaseSet.Base g = new BaseSet.Builder().add(G1.GENERATOR);
    Relation.Builder builder = new Relation.Builder("specie-dkg-agreement-v1");
    KEY = builder.secret("sk");
    PUBLIC_KEY = builder.point("PK");
    SEALING_POINT = builder.point("R");
    AGREED = builder.point("agreed");
    builder.equation("key", PUBLIC_KEY, KEY.times(new Relation.Fixed(g)));
    builder.equation("agreed", AGREED, KEY.times(SEALING_POINT));
    AGREEMENT = builder.build();
  }

  /** Who sealed for whom in which ceremony. */
  record Route(Ceremony parameters, int dealer, int recipient) {
    private Transcript transcript(String purpose, G1 sealingPoint) {
      Transcript transcript = new Transcript(purpose);
      transcript.append("parameters", parameters.hash());
      transcript.append("dealer", dealer);
      transcript.append("recipient", recipient);
      transcript.append("R", sealingPoint);
      return transcript;
    }
  }

  private ShareSealing() {}

  static List<Scalar> seal(Route route, G1 sealingPoint, G1 agreed, List<Scalar> shares) {
    List<Scalar> pads = pads(route, sealingPoint, agreed, shares.size());
    List<Scalar> sealed = new ArrayList<>(shares.size());
    for (int k = 0; k < shares.size(); k++) {
      sealed.add(shares.get(k).plus(pads.get(k)));
    }
    return sealed;
  }

  static List<Scalar> open(Route route, G1 sealingPoint, G1 agreed, List<Scalar> sealed) {
    List<Scalar> pads = pads(route, sealingPoint, agreed, sealed.size());
    List<Scalar> shares = new ArrayList<>(sealed.size());
    for (int k = 0; k < sealed.size(); k++) {
      shares.add(sealed.get(k).minus(pads.get(k)));
    }
    return shares;
  }

  private static List<Scalar> pads(Route route, G1 sealingPoint, G1 agreed, int count) {
    Transcript transcript = route.transcript("specie-dkg-pad-v1", sealingPoint);
    transcript.append("agreed", agreed);
    List<Scalar> pads = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      pads.add(transcript.challenge("pad"));
    }
    return pads;
  }

  static SigmaProof proveAgreement(
      Route route, Scalar key, G1 publicKey, G1 sealingPoint, G1 agreed, Entropy entropy) {
    return SigmaProver.prove(
        instance(publicKey, sealingPoint, agreed),
        new Witness.Builder(AGREEMENT).set(KEY, key).build(),
        route.transcript("specie-dkg-complaint-v1", sealingPoint),
        entropy);
  }

  static boolean isAgreement(
      Route route, G1 publicKey, G1 sealingPoint, G1 agreed, SigmaProof proof) {
    return SigmaVerifier.prepare(
            instance(publicKey, sealingPoint, agreed),
            proof,
            route.transcript("specie-dkg-complaint-v1", sealingPoint))
        .verifyNaively();
  }

  private static Instance instance(G1 publicKey, G1 sealingPoint, G1 agreed) {
    return new Instance.Builder(AGREEMENT)
        .set(PUBLIC_KEY, publicKey)
        .set(SEALING_POINT, sealingPoint)
        .set(AGREED, agreed)
        .build();
  }
}
