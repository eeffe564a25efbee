package org.specie.kernel.crypto.dkg;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;
import org.specie.kernel.crypto.sharing.SecretPolynomial;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * A dealer's proof that it knows all its secrets and the logarithm of its sealing point, bound to
 * ceremony, dealer and vectors. Without it a dealer could offer a function of the others' points,
 * or their very messages, as its own. Source: docs/spec/04-threshold-signatures.md, clause 4.13.
 */
public record DealerProof(List<SecondGroupProof> second, SigmaProof first) {
  public DealerProof {
    second = List.copyOf(second);
  }

  /** What the proof is about, beside the secrets. */
  record Statement(Ceremony parameters, int dealer, List<FeldmanVector> vectors, G1 sealingPoint) {
    Transcript transcript() {
      Transcript transcript = new Transcript("specie-dkg-dealer-v1");
      transcript.append("parameters", parameters.hash());
      transcript.append("dealer", dealer);
      transcript.append("vectors", Dealing.hash(parameters, dealer, vectors));
      transcript.append("R", sealingPoint);
      return transcript;
    }
  }

  static DealerProof prove(
      Statement statement, List<SecretPolynomial> secrets, Scalar sealing, Entropy entropy) {
    Transcript transcript = statement.transcript();
    List<SecondGroupProof> second = new ArrayList<>();
    Shape shape = new Shape(statement.parameters());
    Witness.Builder witness = new Witness.Builder(shape.relation);
    int next = 0;
    for (int k = 0; k < secrets.size(); k++) {
      if (statement.parameters().secrets().get(k).hasFirst()) {
        witness.set(shape.secrets.get(next++), secrets.get(k).secret());
      } else {
        second.add(SecondGroupProof.prove(secrets.get(k).secret(), transcript, entropy));
      }
    }
    witness.set(shape.secrets.get(next), sealing);
    SigmaProof first =
        SigmaProver.prove(shape.instance(statement), witness.build(), transcript, entropy);
    return new DealerProof(second, first);
  }

  /** Whether the dealer knew what it dealt. */
  boolean verifies(Statement statement) {
    Transcript transcript = statement.transcript();
    List<FeldmanVector> secondOnly =
        statement.vectors().stream().filter(v -> v.groups() == Groups.SECOND).toList();
    boolean known = secondOnly.size() == second.size();
    for (int k = 0; known && k < second.size(); k++) {
      known = second.get(k).verifies(secondOnly.get(k).secondAt(0), transcript);
    }
    Shape shape = new Shape(statement.parameters());
    return known
        && SigmaVerifier.prepare(shape.instance(statement), first, transcript).verifyNaively();
  }

  void encode(Encoder out) {
    second.forEach(proof -> proof.encode(out));
    first.encode(out);
  }

  static DealerProof decode(Ceremony parameters, Decoder in) throws MalformedInput {
    List<SecondGroupProof> second = new ArrayList<>();
    for (Groups groups : parameters.secrets()) {
      if (!groups.hasFirst()) {
        second.add(SecondGroupProof.decode(in));
      }
    }
    return new DealerProof(second, SigmaProof.decode(new Shape(parameters).relation, in));
  }

  /**
   * The relation for one choice of groups: point = secret·g for each, and for the sealing point.
   */
  private static final class Shape {
    private final List<Relation.Expression> secrets = new ArrayList<>();
    private final List<Relation.Point> points = new ArrayList<>();
    private final Relation relation;

    Shape(Ceremony parameters) {
      Relation.Fixed g = new Relation.Fixed(new BaseSet.Builder().add(G1.GENERATOR));
      Relation.Builder builder = new Relation.Builder("specie-dkg-dealer-v1");
      for (int k = 0; k < parameters.secrets().size(); k++) {
        if (parameters.secrets().get(k).hasFirst()) {
          declare(builder, Integer.toString(k), g);
        }
      }
      declare(builder, "sealing", g);
      relation = builder.build();
    }

    private void declare(Relation.Builder builder, String name, Relation.Fixed g) {
      secrets.add(builder.secret("s" + name));
      points.add(builder.point("P" + name));
      builder.equation("T" + name, points.getLast(), secrets.getLast().times(g));
    }

    Instance instance(Statement statement) {
      Instance.Builder instance = new Instance.Builder(relation);
      int next = 0;
      for (FeldmanVector vector : statement.vectors()) {
        if (vector.groups().hasFirst()) {
          instance.set(points.get(next++), vector.firstAt(0));
        }
      }
      return instance.set(points.get(next), statement.sealingPoint()).build();
    }
  }
}
