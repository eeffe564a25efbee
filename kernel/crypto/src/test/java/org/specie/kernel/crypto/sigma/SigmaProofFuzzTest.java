package org.specie.kernel.crypto.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Pieces;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BatchStatement;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/** Reads a proof of a relation with an opening, an equality and a vanishing left side. */
class SigmaProofFuzzTest {
  private static final Entropy ENTROPY = new Random(12)::nextBytes;
  private static final BaseSet.Builder BASES = new BaseSet.Builder();
  private static final BaseSet.Base G = BASES.add(G1.GENERATOR);
  private static final BaseSet.Base H =
      BASES.add(G1.hashToCurve(ByteString.utf8("h"), ByteString.utf8("SPECIE-sigma-test")));
  private static final Relation.Builder SHAPE = new Relation.Builder("fuzz/v1");
  private static final Relation.Expression X = SHAPE.secret("x");
  private static final Relation.Expression R = SHAPE.secret("r");
  private static final Relation.Expression T = SHAPE.secret("t");
  private static final Relation.Point P = SHAPE.point("P");
  private static final Relation.Point Q = SHAPE.point("Q");
  private static final Relation RELATION =
      SHAPE
          .equation("e1", P, X.times(new Relation.Fixed(H)), R.times(new Relation.Fixed(G)))
          .equation("e2", Q, X.times(new Relation.Fixed(G)))
          .equation(
              "e3", new Relation.Neutral(), R.times(Q), T.negated().times(new Relation.Fixed(G)))
          .build();

  private static final Scalar SECRET = Scalar.random(ENTROPY);
  private static final Scalar BLINDING = Scalar.random(ENTROPY);
  private static final Instance INSTANCE =
      new Instance.Builder(RELATION)
          .set(P, H.point().times(SECRET).plus(G.point().times(BLINDING)))
          .set(Q, G.point().times(SECRET))
          .build();
  private static final ByteString GENUINE = prove();
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(GENUINE, G1.SIZE, G1.SIZE, G1.SIZE, Scalar.SIZE, Scalar.SIZE, Scalar.SIZE));

  private static ByteString prove() {
    Witness witness =
        new Witness.Builder(RELATION)
            .set(X, SECRET)
            .set(R, BLINDING)
            .set(T, BLINDING.times(SECRET))
            .build();
    Encoder out = new Encoder();
    SigmaProver.prove(INSTANCE, witness, new Transcript("fuzz"), ENTROPY).encode(out);
    return out.toByteString();
  }

  private static ByteString seed(String name) {
    return PIECES.seed(SigmaProofFuzzTest.class, "acceptsNoProofButTheGenuineOne/" + name, 0);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("genuine")).isEqualTo(GENUINE);
  }

  @FuzzTest
  void acceptsNoProofButTheGenuineOne(byte[] input) {
    ByteString message = PIECES.assemble(input, 0);
    Decoder in = new Decoder(message);
    SigmaProof proof;
    try {
      proof = SigmaProof.decode(RELATION, in);
      in.end();
    } catch (MalformedInput refused) {
      return;
    }
    Encoder out = new Encoder();
    proof.encode(out);
    Check.that(out.toByteString().equals(message), "what was accepted is written the same way");
    boolean holds = verifier(proof).verifyNaively();
    Check.that(holds == message.equals(GENUINE), "only the genuine proof holds");
    SigmaVerifier verifier = verifier(proof);
    BatchStatement statement =
        (sink, weights) -> {
          verifier.accumulate(weights, sink);
          return true;
        };
    boolean holdsInBatch =
        BatchVerifier.onOneCore(BASES.build(), ENTROPY).allHold(List.of(statement));
    Check.that(holds == holdsInBatch, "the batch agrees with the plain sum");
  }

  private static SigmaVerifier verifier(SigmaProof proof) {
    return SigmaVerifier.prepare(INSTANCE, proof, new Transcript("fuzz"));
  }
}
