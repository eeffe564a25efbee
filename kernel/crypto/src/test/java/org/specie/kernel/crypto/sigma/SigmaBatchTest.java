package org.specie.kernel.crypto.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BatchStatement;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/** A two-equation relation with an equality, a public number and a vanishing left side. */
final class SigmaBatchTest {
  private static final ByteString DST = ByteString.utf8("SPECIE-sigma-test");
  private final Random random = new Random(11);
  private final Entropy entropy = random::nextBytes;

  private final BaseSet.Builder builder = new BaseSet.Builder();
  private final BaseSet.Base g = builder.add(G1.GENERATOR);
  private final BaseSet.Base h = builder.add(G1.hashToCurve(ByteString.utf8("h"), DST));
  private final BaseSet bases = builder.build();

  private final Relation.Builder shape = new Relation.Builder("test/v1");
  private final Relation.Expression x = shape.secret("x");
  private final Relation.Expression r = shape.secret("r");
  private final Relation.Expression t = shape.secret("t");
  private final Relation.Expression a = shape.number("a");
  private final Relation.Point p = shape.point("P");
  private final Relation.Point q = shape.point("Q");
  private final Relation relation =
      shape
          .equation("e1", p, x.plus(a).times(new Relation.Fixed(h)), r.times(new Relation.Fixed(g)))
          .equation("e2", q, x.times(new Relation.Fixed(g)))
          .equation(
              "e3", new Relation.Neutral(), r.times(q), t.negated().times(new Relation.Fixed(g)))
          .build();

  private record Sample(Instance instance, SigmaProof proof) {}

  private Sample honest() {
    return prove(Scalar.random(entropy), Scalar.of(5), Scalar.of(5));
  }

  private Sample prove(Scalar secret, Scalar numberUsed, Scalar numberClaimed) {
    Scalar blinding = Scalar.random(entropy);
    Instance instance =
        new Instance.Builder(relation)
            .set(p, h.point().times(secret.plus(numberUsed)).plus(g.point().times(blinding)))
            .set(q, g.point().times(secret))
            .set(a, numberClaimed)
            .build();
    Witness witness =
        new Witness.Builder(relation)
            .set(x, secret)
            .set(r, blinding)
            .set(t, blinding.times(secret))
            .build();
    return new Sample(
        instance, SigmaProver.prove(instance, witness, new Transcript("test"), entropy));
  }

  private static SigmaVerifier verifier(Sample sample) {
    return SigmaVerifier.prepare(sample.instance(), sample.proof(), new Transcript("test"));
  }

  private static BatchStatement statement(Sample sample) {
    SigmaVerifier verifier = verifier(sample);
    return (sink, weights) -> {
      verifier.accumulate(weights, sink);
      return true;
    };
  }

  @Test
  void acceptsHonestProofsAloneAndInBatches() {
    List<BatchStatement> batch = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Sample sample = honest();
      assertThat(verifier(sample).verifyNaively()).isTrue();
      batch.add(statement(sample));
    }
    assertThat(BatchVerifier.onOneCore(bases, entropy).findFalse(batch).isEmpty()).isTrue();
    Entropy shared =
        target -> {
          synchronized (random) {
            random.nextBytes(target);
          }
        };
    assertThat(
            new BatchVerifier(bases, shared, ForkJoinPool.commonPool(), 2)
                .findFalse(batch)
                .isEmpty())
        .isTrue();
  }

  @Test
  void refusesAWrongPublicNumber() {
    Sample lie = prove(Scalar.random(entropy), Scalar.of(5), Scalar.of(6));
    assertThat(verifier(lie).verifyNaively()).isFalse();
  }

  @Test
  void refusesEveryChangedResponseFirstMessageAndPoint() {
    Sample good = honest();
    for (int i = 0; i < relation.secretCount(); i++) {
      List<Scalar> responses = new ArrayList<>(good.proof().responses());
      responses.set(i, responses.get(i).plus(Scalar.ONE));
      assertThat(
              verifier(
                      new Sample(
                          good.instance(), new SigmaProof(good.proof().firstMessages(), responses)))
                  .verifyNaively())
          .isFalse();
    }
    for (int i = 0; i < relation.equations().size(); i++) {
      List<G1> firstMessages = new ArrayList<>(good.proof().firstMessages());
      firstMessages.set(i, firstMessages.get(i).plus(G1.GENERATOR));
      assertThat(
              verifier(
                      new Sample(
                          good.instance(), new SigmaProof(firstMessages, good.proof().responses())))
                  .verifyNaively())
          .isFalse();
    }
  }

  @Test
  void findsEveryCulpritByBisection() {
    for (int bad = 0; bad < 7; bad++) {
      List<BatchStatement> batch = new ArrayList<>();
      BitSet expected = new BitSet();
      for (int i = 0; i < 7; i++) {
        boolean lies = i == bad || i == 6 - bad / 2;
        batch.add(
            statement(lies ? prove(Scalar.random(entropy), Scalar.ONE, Scalar.of(2)) : honest()));
        expected.set(i, lies);
      }
      assertThat(BatchVerifier.onOneCore(bases, entropy).findFalse(batch)).isEqualTo(expected);
    }
  }

  @Test
  void catchesDefectsThatCancelWithoutWeights() {
    // Two proofs whose first messages are off by +D and -D: the unweighted sum would vanish.
    Sample one = honest();
    Sample two = honest();
    G1 defect = G1.GENERATOR.times(Scalar.random(entropy));
    List<BatchStatement> batch = List.of(shifted(one, 1, defect), shifted(two, 1, defect.negate()));
    BitSet both = new BitSet();
    both.set(0, 2);
    assertThat(BatchVerifier.onOneCore(bases, entropy).findFalse(batch)).isEqualTo(both);
  }

  /** Verifies a good proof with its challenge, but with one first message shifted afterwards. */
  private static BatchStatement shifted(Sample sample, int equation, G1 defect) {
    SigmaVerifier good = verifier(sample);
    return (sink, weights) -> {
      good.accumulate(weights, sink);
      // The defect enters under a weight of its own, as the equation it belongs to does.
      sink.weighted(defect, weights.next());
      return equation > 0;
    };
  }

  @Test
  void encodingRoundTripsAndRefusesTruncation() throws MalformedInput {
    SigmaProof proof = honest().proof();
    Encoder out = new Encoder();
    proof.encode(out);
    byte[] bytes = out.toByteArray();
    assertThat(bytes).hasSize(SigmaProof.size(relation));
    assertThat(SigmaProof.decode(relation, new Decoder(bytes))).isEqualTo(proof);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> SigmaProof.decode(relation, new Decoder(Arrays.copyOf(bytes, bytes.length - 1))))
        .isInstanceOf(MalformedInput.class);
  }
}
