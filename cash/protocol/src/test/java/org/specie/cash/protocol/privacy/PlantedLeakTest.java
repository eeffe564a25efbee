package org.specie.cash.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Requirement;

/**
 * The controls of {@link IndistinguishabilityTest}: mistakes that were made elsewhere or are easily
 * made, planted into the same views, and found by the same distinguishers. A harness that finds
 * none of them would prove nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D8", "D10", "D11"})
final class PlantedLeakTest {
  private static final double LEARNT_MIN = 5.0;

  private final List<Run> honest = Experiment.sharedRuns();
  private final Suite suite = new Suite(new Domain("test", "ILS", 1));

  private static Hypothesis hypothesis(String start) {
    return Hypothesis.all().stream()
        .filter(each -> each.name().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  /** The honest runs with something changed in each. */
  private List<Run> planting(Consumer<Run> leak) {
    List<Run> leaking = new ArrayList<>();
    for (Run run : honest) {
      View view = new View();
      run.view().pieces().forEach(view::see);
      Run copy = new Run(run.choices(), view);
      leak.accept(copy);
      leaking.add(copy);
    }
    return leaking;
  }

  private static void everyDistinguisherFinds(String start, List<Run> leaking) {
    Hypothesis hypothesis = hypothesis(start);
    assertThat(Distinguishers.worstBit(hypothesis, leaking)).isGreaterThan(Distinguishers.Z_MAX);
    assertThat(Distinguishers.learnt(hypothesis, leaking)).isGreaterThan(LEARNT_MIN);
  }

  private static ByteString piece(Run run, String name) {
    return run.view().pieces().getOrDefault(name, ByteString.EMPTY);
  }

  private static ByteString encoded(G1 point) {
    return ByteString.copyOf(point.toByteArray());
  }

  /** A memo that is not encrypted tells the amount. */
  @Test
  void findsAMemoInClear() {
    List<Run> leaking =
        planting(
            run -> {
              long paid = run.chose(Choice.AMOUNT) ? 250 : 1;
              Encoder memo = new Encoder().u64(40_000 - paid).u64(paid);
              memo.fixed(piece(run, "personal.memo").slice(16, 96));
              run.view().see("personal.memo", memo.toByteString());
            });
    everyDistinguisherFinds("89", leaking);
    assertThat(Distinguishers.worstHistogram(hypothesis("89"), leaking))
        .isGreaterThan(Distinguishers.Z_MAX);
  }

  /** A salt that depends on the wallet alone tells the payer. */
  @Test
  void findsASaltThatIsNotFresh() {
    everyDistinguisherFinds(
        "86",
        planting(
            run ->
                run.view()
                    .see(
                        "personal.salt",
                        Hash32.sha256(ByteString.utf8("wallet " + run.chose(Choice.PAYER)))
                            .bytes())));
  }

  /** A height chosen exactly by some and on the grid by others. */
  @Test
  void findsAFingerprintInTheHeader() {
    everyDistinguisherFinds(
        "85 pay or idle",
        planting(
            run -> {
              if (run.chose(Choice.PAYS)) {
                byte[] clear = piece(run, "personal.clear").toByteArray();
                clear[clear.length - 1] ^= 1;
                run.view().see("personal.clear", ByteString.copyOf(clear));
              }
            }));
  }

  /** An encapsulated key that depends on the payee. */
  @Test
  void findsACiphertextThatShowsItsKey() {
    everyDistinguisherFinds(
        "87",
        planting(
            run ->
                run.view()
                    .see(
                        "personal.kem",
                        Hash32.sha256(ByteString.utf8("payee " + run.chose(Choice.PAYEE)))
                            .bytes())));
  }

  /**
   * The nullifier of a dummy with a psi of its own for each wallet, break 8 of UTT in new dress.
   */
  @Test
  void findsADummyWithAFixedNullifier() {
    List<Run> leaking =
        planting(
            run -> {
              if (!run.chose(Choice.CLAIMS)) {
                long wallet = run.chose(Choice.PAYER) ? 7 : 8;
                run.view()
                    .see("personal.slot1.N", encoded(suite.eta().point().times(Scalar.of(wallet))));
              }
            });
    everyDistinguisherFinds("84", leaking);
  }

  /** Responses from nonces that are short, when the challenge is short as well. */
  @Test
  void findsShortNonces() {
    Predicate<String> response = name -> name.startsWith("personal.s.");
    List<Run> leaking =
        planting(
            run -> {
              if (run.chose(Choice.BUDGET)) {
                piecesOf(run, response)
                    .forEach(
                        name -> {
                          byte[] s = piece(run, name).toByteArray();
                          Arrays.fill(s, 0, 4, (byte) 0);
                          run.view().see(name, ByteString.copyOf(s));
                        });
              }
            });
    assertThat(Distinguishers.worstHistogram(hypothesis("90"), leaking))
        .isGreaterThan(Distinguishers.Z_MAX);
  }

  private static List<String> piecesOf(Run run, Predicate<String> names) {
    return run.view().pieces().keySet().stream().filter(names).toList();
  }

  /** One byte more for whoever pays. */
  @Test
  void findsADifferenceInLength() {
    List<Run> leaking =
        planting(
            run -> {
              if (run.chose(Choice.PAYS)) {
                ByteString memo = piece(run, "personal.memo");
                run.view()
                    .see("personal.memo", ByteString.concat(memo, ByteString.copyOf(new byte[1])));
              }
            });
    assertThat(Distinguishers.shapes(leaking)).hasSize(2);
  }

  /** A credential shown under the base it was signed under. */
  @Test
  void findsACoinThatIsNotRerandomised() {
    List<Run> leaking =
        planting(
            run -> {
              if (run.chose(Choice.CLAIMS)) {
                String coin = "issued.coin" + (run.chose(Choice.COIN) ? 1 : 0);
                run.view().see("personal.slot1.sigma1", piece(run, coin));
              }
            });
    assertThat(Distinguishers.patterns(leaking)).hasSize(3);
  }

  /** The same with the opposite point: what is compared is the coordinate x. */
  @Test
  void findsANegatedPoint() {
    List<Run> leaking =
        planting(
            run -> {
              if (run.chose(Choice.PAYS)) {
                byte[] point = piece(run, "personal.P_v").toByteArray();
                point[95] ^= 1;
                run.view().see("renewal.P_v", ByteString.copyOf(point));
              }
            });
    assertThat(Distinguishers.patterns(leaking)).hasSize(2);
  }

  /** 88: a nullifier made from the serial number alone, which the payer of the coin knows. */
  @Test
  void findsANullifierWithoutAKey() {
    Run run = planting(each -> {}).getFirst();
    Scalar serial = Scalar.reduce(piece(run, "sent.coin1.sn"));
    run.view().see("personal.slot1.N", encoded(suite.eta().point().times(serial.inverse())));
    assertThat(Multiples.among(run.view())).contains("sent.coin1.sn·personal.slot1.N = eta");
  }

  /** A commitment without its blinding, and two under one blinding. */
  @Test
  void findsBlindingsThatAreMissingOrUsedTwice() {
    Run run = planting(each -> {}).getFirst();
    run.view().see("personal.P_v", encoded(suite.value().point().times(Scalar.of(250))));
    assertThat(Multiples.among(run.view())).contains("personal.P_v = 250·G");

    G1 blinding = G1.GENERATOR.times(Scalar.of(12_345));
    G1 value = suite.value().point();
    run.view().see("personal.P_bal", encoded(value.times(Scalar.of(1_000_300)).plus(blinding)));
    run.view().see("renewal.P_bal", encoded(value.times(Scalar.of(1_000_000)).plus(blinding)));
    assertThat(Multiples.among(run.view())).contains("personal.P_bal - renewal.P_bal = 300·G");
  }
}
