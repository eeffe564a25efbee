package org.specie.kernel.crypto.escrow;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Hash32;
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

/** "I know sk_i with PK_i = sk_i·g and D_i = sk_i·pi(R)", for every slot i. */
final class ShareRelation {
  private final Relation relation;
  private final List<Relation.Expression> secrets = new ArrayList<>();
  private final List<Relation.Point> keys = new ArrayList<>();
  private final List<Relation.Point> masks = new ArrayList<>();
  private final Relation.Point ephemeral;

  ShareRelation(int slots) {
    Relation.Fixed g = new Relation.Fixed(new BaseSet.Builder().add(G1.GENERATOR));
    Relation.Builder builder = new Relation.Builder("specie-escrow-share-v1/" + slots);
    ephemeral = builder.point("R");
    for (int i = 1; i <= slots; i++) {
      Relation.Expression secret = builder.secret("sk" + i);
      secrets.add(secret);
      keys.add(builder.point("PK" + i));
      masks.add(builder.point("D" + i));
      builder.equation("key" + i, keys.getLast(), secret.times(g));
      builder.equation("mask" + i, masks.getLast(), secret.times(ephemeral));
    }
    relation = builder.build();
  }

  Relation relation() {
    return relation;
  }

  /** Who opens what, for which purpose. */
  record Context(EscrowThresholdKey quorum, int index, EscrowCiphertext ciphertext, Hash32 label) {
    private Transcript transcript() {
      Transcript transcript = new Transcript("specie-escrow-share-v1");
      transcript.append("label", label);
      transcript.append("quorum", quorum.key().hash());
      transcript.append("member", index);
      transcript.append("ciphertext", ciphertext.hash());
      return transcript;
    }
  }

  SigmaProof prove(Context context, List<Scalar> key, List<G1> points, Entropy entropy) {
    Witness.Builder witness = new Witness.Builder(relation);
    for (int i = 0; i < key.size(); i++) {
      witness.set(secrets.get(i), key.get(i));
    }
    return SigmaProver.prove(
        instance(context, points), witness.build(), context.transcript(), entropy);
  }

  boolean verifies(Context context, List<G1> points, SigmaProof proof) {
    return SigmaVerifier.prepare(instance(context, points), proof, context.transcript())
        .verifyNaively();
  }

  private Instance instance(Context context, List<G1> points) {
    Instance.Builder instance =
        new Instance.Builder(relation).set(ephemeral, context.ciphertext().properEphemeral());
    List<G1> publicShares = context.quorum().share(context.index()).slots();
    for (int i = 0; i < keys.size(); i++) {
      instance.set(keys.get(i), publicShares.get(i)).set(masks.get(i), points.get(i));
    }
    return instance.build();
  }
}
