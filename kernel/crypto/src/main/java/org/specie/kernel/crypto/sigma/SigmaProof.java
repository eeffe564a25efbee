package org.specie.kernel.crypto.sigma;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * First messages T, one an equation, and responses s, one a secret. The first messages travel
 * (rather than the challenge) because only then can many proofs be folded into one equation.
 */
public record SigmaProof(List<G1> firstMessages, List<Scalar> responses) {
  public SigmaProof {
    firstMessages = List.copyOf(firstMessages);
    responses = List.copyOf(responses);
  }

  /** Bytes of a proof of {@code relation}. */
  public static int size(Relation relation) {
    return relation.equations().size() * G1.SIZE + relation.secretCount() * Scalar.SIZE;
  }

  public void encode(Encoder out) {
    firstMessages.forEach(t -> t.encode(out));
    responses.forEach(s -> s.encode(out));
  }

  /** Reads a proof of {@code relation}; the relation fixes all counts. */
  public static SigmaProof decode(Relation relation, Decoder in) throws MalformedInput {
    List<G1> firstMessages = new ArrayList<>(relation.equations().size());
    for (int i = 0; i < relation.equations().size(); i++) {
      firstMessages.add(G1.decode(in));
    }
    List<Scalar> responses = new ArrayList<>(relation.secretCount());
    for (int i = 0; i < relation.secretCount(); i++) {
      responses.add(Scalar.decode(in));
    }
    return new SigmaProof(firstMessages, responses);
  }

  void requireShapeOf(Relation relation) {
    Check.that(
        firstMessages.size() == relation.equations().size()
            && responses.size() == relation.secretCount(),
        "a proof has the shape of its relation");
  }
}
