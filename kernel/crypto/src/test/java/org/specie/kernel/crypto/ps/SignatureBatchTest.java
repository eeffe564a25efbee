package org.specie.kernel.crypto.ps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.SignatureBatch.Answer;

/** Clause 4.8a: many signatures at once are judged as each would be alone. */
final class SignatureBatchTest {
  private static final int ATTRIBUTES = 4;

  private final Random random = new Random(29);
  private final Entropy entropy = random::nextBytes;
  private final TrustedDealerForTests dealer = new TrustedDealerForTests(3, 2, ATTRIBUTES, entropy);
  private final PsVerificationKey key = dealer.key.key();
  private final BaseSet noBases = new BaseSet.Builder().build();
  private final SignatureBatch batch =
      new SignatureBatch(key, BatchVerifier.onOneCore(noBases, entropy));

  private static SigningRequest of(G1 base, List<Attribute> attributes) {
    return new SigningRequest(base, attributes);
  }

  /** A request of random shape: committed, public and common attributes, zeros among them. */
  private SigningRequest request() {
    SigningRequest plain =
        Issuance.random(ATTRIBUTES, random.nextInt(ATTRIBUTES + 1), entropy).request();
    List<Attribute> attributes = new ArrayList<>();
    for (Attribute each : plain.attributes()) {
      attributes.add(
          each instanceof Attribute.Public(Scalar value)
              ? switch (random.nextInt(4)) {
                case 0 -> each;
                case 1 -> new Attribute.Public(Scalar.ZERO);
                case 2 -> new Attribute.Common(Scalar.of(random.nextInt(3)));
                default -> new Attribute.Common(value);
              }
              : each);
    }
    return of(plain.base(), attributes);
  }

  private Answer honest(SigningRequest request) {
    List<PartialSignature> shares =
        List.of(dealer.share(1).sign(request), dealer.share(3).sign(request));
    return switch (new PsAggregator(dealer.key).aggregate(request, shares)) {
      case Aggregation.Complete<BlindSignature>(var signature, var _) ->
          new Answer(request, signature);
      case Aggregation.TooFew<BlindSignature> _,
          Aggregation.InvalidIndices<BlindSignature> _,
          Aggregation.WrongOpening<BlindSignature> _ ->
          throw new AssertionError("honest shares make a signature");
    };
  }

  private List<Answer> honest(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(_ -> honest(request())).toList());
  }

  private static Answer moved(Answer answer, G1 shift) {
    BlindSignature signature = answer.signature();
    return new Answer(
        answer.request(), new BlindSignature(signature.base(), signature.value().plus(shift)));
  }

  private G1 point() {
    return G1.GENERATOR.times(Scalar.random(entropy));
  }

  private boolean holds(Answer answer) {
    return key.verifies(answer.request(), answer.signature());
  }

  /** What is false is what the single verification finds, and the whole holds if nothing is. */
  private BitSet agreedFalse(List<Answer> answers) {
    BitSet alone = new BitSet();
    for (int i = 0; i < answers.size(); i++) {
      alone.set(i, !holds(answers.get(i)));
    }
    assertThat(batch.findFalse(answers)).isEqualTo(alone);
    assertThat(batch.allHold(answers)).isEqualTo(alone.isEmpty());
    return alone;
  }

  private static BitSet set(int... positions) {
    BitSet set = new BitSet();
    IntStream.of(positions).forEach(set::set);
    return set;
  }

  @Test
  void nothingIsFalseInNothing() {
    assertThat(agreedFalse(List.of())).isEqualTo(set());
  }

  @Test
  void oneByItselfIsJudgedLikeManyOthers() {
    for (int i = 0; i < 6; i++) {
      Answer answer = honest(request());
      assertThat(agreedFalse(List.of(answer))).isEqualTo(set());
      assertThat(agreedFalse(List.of(moved(answer, point())))).isEqualTo(set(0));
    }
  }

  @Test
  void findsTheFalseOneWhereverItStands() {
    List<Answer> answers = honest(7);
    assertThat(agreedFalse(answers)).isEqualTo(set());
    for (int at = 0; at < answers.size(); at++) {
      List<Answer> mixed = new ArrayList<>(answers);
      mixed.set(at, moved(answers.get(at), point()));
      assertThat(agreedFalse(mixed)).isEqualTo(set(at));
    }
  }

  /** Without weights the sum of the two would be that of two true ones. */
  @Test
  void wrongsThatCancelInASumAreFoundBoth() {
    List<Answer> answers = honest(5);
    G1 defect = point();
    answers.set(1, moved(answers.get(1), defect));
    answers.set(4, moved(answers.get(4), defect.negate()));
    assertThat(agreedFalse(answers)).isEqualTo(set(1, 4));
  }

  /** Values exchanged between two requests: each is a true signature, on something else. */
  @Test
  void aSignatureOnSomethingElseIsFalse() {
    List<Answer> answers = honest(4);
    Answer one = answers.get(0);
    Answer other = answers.get(2);
    answers.set(0, new Answer(one.request(), other.signature()));
    answers.set(
        2,
        new Answer(
            other.request(), new BlindSignature(other.request().base(), one.signature().value())));
    assertThat(agreedFalse(answers)).isEqualTo(set(0, 2));
  }

  @Test
  void everyAttributeCounts() {
    Answer answer = honest(Issuance.random(ATTRIBUTES, 2, entropy).request());
    for (int j = 0; j < ATTRIBUTES; j++) {
      List<Attribute> changed = new ArrayList<>(answer.request().attributes());
      changed.set(
          j,
          switch (changed.get(j)) {
            case Attribute.Public(Scalar value) ->
                j == 2
                    ? new Attribute.Public(value.plus(Scalar.ONE))
                    : new Attribute.Common(value.plus(Scalar.ONE));
            case Attribute.Common common -> common;
            case Attribute.Committed(G1 point) -> new Attribute.Committed(point.plus(point()));
          });
      Answer other = new Answer(of(answer.request().base(), changed), answer.signature());
      assertThat(agreedFalse(List.of(answer, other, answer))).isEqualTo(set(1));
    }
  }

  /** The pairing does not see what lies outside the group of order r, so each is looked at. */
  @Test
  void refusesSmallOrderComponentsOfValuesAndBases() {
    for (int order : Torsion.ORDERS) {
      G1 torsion = Torsion.ofOrder(order);
      Answer answer = honest(request());
      SigningRequest request = answer.request();
      G1 tainted = request.base().plus(torsion);
      List<Answer> answers = honest(2);
      answers.add(moved(answer, torsion));
      answers.add(
          new Answer(
              of(tainted, request.attributes()),
              new BlindSignature(tainted, answer.signature().value())));
      // A base of small order alone would be signed by its like whatever the message says.
      answers.add(
          new Answer(
              of(torsion, honestly(request)), new BlindSignature(torsion, torsion.plus(torsion))));
      answers.add(new Answer(request, new BlindSignature(request.base(), G1.INFINITY)));
      answers.add(answer);
      assertThat(agreedFalse(answers)).isEqualTo(set(2, 3, 4, 5));
    }
  }

  /** The attributes of {@code request} without commitments. */
  private static List<Attribute> honestly(SigningRequest request) {
    return request.attributes().stream()
        .map(each -> each instanceof Attribute.Committed ? new Attribute.Public(Scalar.ONE) : each)
        .toList();
  }

  /** Of a commitment only the component in the group counts, for who signs and who verifies. */
  @Test
  void smallOrderComponentsOfCommitmentsChangeNothing() {
    for (int order : Torsion.ORDERS) {
      Issuance plain = Issuance.random(ATTRIBUTES, 2, entropy);
      Answer answer = honest(plain.request());
      G1 commitment = plain.request().commitments().getFirst();
      SigningRequest tainted =
          plain.requestWith(0, new Attribute.Committed(commitment.plus(Torsion.ofOrder(order))));
      assertThat(agreedFalse(List.of(answer, new Answer(tainted, answer.signature()))))
          .isEqualTo(set());
    }
  }

  @Test
  void refusesASignatureUnderAnotherBase() {
    Answer answer = honest(request());
    Answer other =
        new Answer(answer.request(), new BlindSignature(point(), answer.signature().value()));
    assertThat(agreedFalse(List.of(answer, other))).isEqualTo(set(1));
  }

  /** Large enough that two tasks share it. */
  @Test
  void severalThreadsFindTheSame() {
    SignatureBatch shared =
        new SignatureBatch(key, new BatchVerifier(noBases, entropy, ForkJoinPool.commonPool(), 2));
    List<Answer> answers = honest(33);
    assertThat(shared.allHold(answers)).isTrue();
    G1 defect = point();
    answers.set(3, moved(answers.get(3), defect));
    answers.set(31, moved(answers.get(31), defect.negate()));
    assertThat(shared.allHold(answers)).isFalse();
    assertThat(shared.findFalse(answers)).isEqualTo(set(3, 31));
  }
}
