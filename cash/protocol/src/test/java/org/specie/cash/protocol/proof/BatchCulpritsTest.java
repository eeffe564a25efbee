package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.batch.Weights;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.OpenProver;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.quality.requirements.Requirement;

/** False transactions among true ones: found wherever they stand, and unable to cancel out. */
@Requirement("D2")
final class BatchCulpritsTest {
  private static final int BATCH = 8;
  private static final int LARGE_BATCH = 64;

  private final World world = new World(109);
  private final Forger forger = new Forger(world);
  private final Holder mallory = forger.with(world.enrol("mallory", 0), "100.00", "1000.00");
  private final List<String> equations =
      world
          .suite
          .relations()
          .state(new Shape(1, Shape.Payout.COIN, false, Shape.Move.NONE))
          .relation
          .equations()
          .stream()
          .map(Relation.Equation::name)
          .toList();
  private final BatchVerifier verifier = verifier(world.entropy);

  private BatchVerifier verifier(Entropy weights) {
    return BatchVerifier.onOneCore(world.suite.bases(), weights);
  }

  private G1 defect() {
    return G1.GENERATOR.times(Scalar.random(world.entropy));
  }

  private PreparedTransaction paying(UnaryOperator<OpenProver> bend) {
    return world.prepared(
        forger.forge(Kind.PAY, mallory).with("v", minor("5.00")).bending(bend).make());
  }

  private PreparedTransaction honest() {
    return paying(UnaryOperator.identity());
  }

  /** A payment whose shown credentials are off by these points. */
  private PreparedTransaction showing(G1 stateDefect, G1 coinDefect) {
    Shown state = shifted(forger.show(mallory.state(), 6), stateDefect);
    ForgedSlot dummy =
        new ForgedSlot(shifted(forger.showDummy(), coinDefect), Scalar.random(world.entropy));
    return world.prepared(forger.forge(Kind.PAY, false, state, List.of(dummy)).make());
  }

  private static Shown shifted(Shown shown, G1 defect) {
    return new Shown(shown.message(), shown.sigma1(), shown.v(), shown.w().plus(defect), shown.r());
  }

  /** One payment for each way of being false, false in that way only. */
  private Map<String, PreparedTransaction> oneOfEachFault() {
    Map<String, PreparedTransaction> faulty = new LinkedHashMap<>();
    for (String equation : equations) {
      G1 defect = defect();
      faulty.put(equation, paying(p -> p.shift(equation, defect)));
    }
    faulty.put("show.0", showing(defect(), G1.INFINITY));
    faulty.put("show.1", showing(G1.INFINITY, defect()));
    StateTransaction payment = forger.forge(Kind.PAY, mallory).make();
    faulty.put(
        "range",
        world.prepared(forger.forge(Kind.PAY, mallory).with("v", minor("5.00").negate()).make()));
    faulty.put("range of another size", world.prepared(Altered.range(payment, ByteString.EMPTY)));
    return faulty;
  }

  private static BitSet at(int... positions) {
    BitSet set = new BitSet();
    for (int position : positions) {
      set.set(position);
    }
    return set;
  }

  /** 80: every kind of fault in every place of a batch. */
  @Test
  void findsExactlyTheFalseOneInEveryPlace() {
    List<PreparedTransaction> honest = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      honest.add(honest());
    }
    assertThat(verifier.findFalse(honest).isEmpty()).isTrue();
    oneOfEachFault()
        .forEach(
            (fault, transaction) -> {
              for (int place = 0; place < BATCH; place++) {
                List<PreparedTransaction> batch = new ArrayList<>(honest);
                batch.set(place, transaction);
                assertThat(verifier.findFalse(batch)).as(fault).isEqualTo(at(place));
              }
            });
  }

  /** 80: the same in a batch of the size that is used, in its first, last and other places. */
  @Test
  void findsExactlyTheFalseOneAmongSixtyFour() {
    PreparedTransaction twin = honest();
    List<PreparedTransaction> honest = new ArrayList<>();
    for (int i = 0; i < LARGE_BATCH; i++) {
      honest.add(i < BATCH ? honest() : twin);
    }
    Map<String, PreparedTransaction> faulty = oneOfEachFault();
    int place = 0;
    for (String fault : List.of("show.0", "st.N", "sl5_1", "out7", "range")) {
      List<PreparedTransaction> batch = new ArrayList<>(honest);
      batch.set(place, Objects.requireNonNull(faulty.get(fault)));
      assertThat(verifier.findFalse(batch)).as(fault).isEqualTo(at(place));
      place = (place + LARGE_BATCH / 2 - 1) % LARGE_BATCH;
    }
    honest.set(LARGE_BATCH - 1, Objects.requireNonNull(faulty.get("lnk3")));
    assertThat(verifier.findFalse(honest)).isEqualTo(at(LARGE_BATCH - 1));
  }

  /** Several at once, neighbours and a whole half among them. */
  @Test
  void findsAllFalseOnes() {
    List<PreparedTransaction> faulty = new ArrayList<>(oneOfEachFault().values());
    List<PreparedTransaction> batch = new ArrayList<>();
    BitSet expected = new BitSet();
    Random random = new Random(80);
    for (int i = 0; i < 32; i++) {
      boolean bad = i < 4 || random.nextInt(3) == 0;
      batch.add(bad ? faulty.get(random.nextInt(faulty.size())) : honest());
      expected.set(i, bad);
    }
    assertThat(verifier.findFalse(batch)).isEqualTo(expected);
  }

  /** 82: two equations of one payment, wrong by D and -D. */
  @Test
  void findsDefectsThatCancelWithinOneTransaction() {
    for (int e = 0; e + 1 < equations.size(); e++) {
      G1 defect = defect();
      String one = equations.get(e);
      String next = equations.get(e + 1);
      PreparedTransaction forged = paying(p -> p.shift(one, defect).shift(next, defect.negate()));
      assertThat(verifier.allHold(List.of(forged))).as(one).isFalse();
      assertThat(forged.verifyNaively()).isFalse();
    }
    G1 defect = defect();
    PreparedTransaction shows = showing(defect, defect.negate());
    assertThat(verifier.allHold(List.of(shows))).isFalse();
    assertThat(shows.verifyNaively()).isFalse();
  }

  /** 82: the same equation of two payments, wrong by D and -D. */
  @Test
  void findsDefectsThatCancelBetweenTransactions() {
    G1 defect = defect();
    for (String equation : List.of("st.N", "sl5_1", "out3", "out7", "lnk1")) {
      PreparedTransaction one = paying(p -> p.shift(equation, defect));
      PreparedTransaction other = paying(p -> p.shift(equation, defect.negate()));
      assertThat(verifier.findFalse(List.of(one, honest(), other)))
          .as(equation)
          .isEqualTo(at(0, 2));
    }
    PreparedTransaction one = showing(defect, G1.INFINITY);
    PreparedTransaction other = showing(defect.negate(), G1.INFINITY);
    assertThat(verifier.findFalse(List.of(one, other))).isEqualTo(at(0, 1));
  }

  private static Entropy foreseen() {
    Random random = new Random(81);
    return random::nextBytes;
  }

  /**
   * 81: whoever knows the weights beforehand passes the batch with two wrongs; drawn afresh after
   * the bytes are fixed, they do not help him. The first assertion is the control.
   */
  @Test
  void foreseenWeightsWouldLetTwoWrongsCancel() {
    int shows = 2;
    int one = equations.indexOf("out3");
    int other = equations.indexOf("out7");
    Weights weights = new Weights(foreseen());
    List<Scalar> drawn = new ArrayList<>();
    for (int i = 0; i < shows + equations.size(); i++) {
      drawn.add(weights.next());
    }
    G1 defect = defect();
    PreparedTransaction forged =
        paying(
            p ->
                p.shift("out3", defect.times(drawn.get(shows + other)))
                    .shift("out7", defect.times(drawn.get(shows + one).negate())));
    assertThat(verifier(foreseen()).allHold(List.of(forged))).isTrue();
    assertThat(verifier.allHold(List.of(forged))).isFalse();
    assertThat(forged.verifyNaively()).isFalse();
  }

  /** 81: one verifier draws other weights for the same batch each time, and at each bisection. */
  @Test
  void drawsWeightsAfreshForEveryBatch() {
    List<ByteString> seeds = new ArrayList<>();
    Entropy recording =
        target -> {
          world.entropy.fill(target);
          seeds.add(ByteString.copyOf(target));
        };
    BatchVerifier recorded = verifier(recording);
    G1 defect = defect();
    List<PreparedTransaction> batch =
        List.of(honest(), honest(), paying(p -> p.shift("out1", defect)), honest());
    assertThat(recorded.findFalse(batch)).isEqualTo(at(2));
    assertThat(recorded.findFalse(batch)).isEqualTo(at(2));
    assertThat(seeds).hasSizeGreaterThan(4).doesNotHaveDuplicates();
  }
}
