package org.specie.quality.testkit.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.requirements.Requirement;

/** Times here are virtual: they follow from what is said of links and work, on any machine. */
class TimedLedgerTest {
  private static final long SECOND_US = 1_000_000;

  private static TimedPlan far(int clients, double perSecond, long blocks) {
    return new TimedPlan(
        new Quorums(2, 0),
        Dissemination.COLLECTORS,
        Places.THREE_ORGANISATIONS,
        Prices.measured(7, 500),
        clients,
        perSecond,
        256,
        0,
        blocks,
        120 * SECOND_US);
  }

  private static TimedPlan near(int faults, Dissemination way, int clients) {
    Quorums quorums = new Quorums(faults, 0);
    return new TimedPlan(
        quorums,
        way,
        Places.ONE_ROOM,
        Prices.measured(quorums.replicas(), 12),
        clients,
        0,
        200,
        2,
        12,
        60 * SECOND_US);
  }

  @Test
  @Requirement({"E3", "D27"})
  void sevenReplicasOfThreeOrganisationsAgreeAtEveryCheckpoint() throws IOException {
    Timing timing = TimedLedger.run(far(0, 200, 3L * Tuning.CHECKPOINT_INTERVAL), 1);

    assertThat(timing.replicas()).isEqualTo(7);
    assertThat(timing.digestsCompared()).isGreaterThanOrEqualTo(3);
    assertThat(timing.requests()).isPositive();
    // Proposal, votes, certificate, execution, its certificate: nobody beats the distance.
    assertThat(timing.p50Ms()).isBetween(250.0, 1_000.0);
    assertThat(timing.p99Ms()).isGreaterThanOrEqualTo(timing.p50Ms());
  }

  @Test
  @Requirement("E10")
  void moreAskingMakesLargerBlocksAndNotLongerWaiting() throws IOException {
    Timing few = TimedLedger.run(far(7, 0, 24), 1);
    Timing many = TimedLedger.run(far(210, 0, 24), 1);

    assertThat(many.transactionsPerBlock()).isGreaterThan(4 * few.transactionsPerBlock());
    assertThat(many.perSecond()).isGreaterThan(8 * few.perSecond());
    assertThat(many.p50Ms()).isLessThan(2 * few.p50Ms());
  }

  @Test
  @Requirement({"E8", "E21"})
  void collectorsSendFewerMessagesThanEverybodyToEverybody() throws IOException {
    Timing linear = TimedLedger.run(near(10, Dissemination.COLLECTORS, 1), 1);
    Timing quadratic = TimedLedger.run(near(10, Dissemination.ALL_TO_ALL, 1), 1);

    assertThat(linear.messagesPerBlock()).isLessThan(9 * 31);
    assertThat(quadratic.messagesPerBlock()).isGreaterThan(2 * 31 * 30);
  }

  @Test
  void aSeedGivesTheSameFiguresAgain() throws IOException {
    TimedPlan plan = near(1, Dissemination.COLLECTORS, 16);

    assertThat(TimedLedger.run(plan, 5)).isEqualTo(TimedLedger.run(plan, 5));
    assertThat(TimedLedger.run(plan, 5)).isNotEqualTo(TimedLedger.run(plan, 6));
  }

  @Test
  void dearerProofsLowerTheThroughput() throws IOException {
    TimedPlan cheap = near(1, Dissemination.COLLECTORS, 64);
    TimedPlan dear =
        new TimedPlan(
            cheap.quorums(),
            cheap.dissemination(),
            cheap.places(),
            Prices.measured(4, 1_000),
            cheap.clients(),
            0,
            cheap.transactionBytes(),
            cheap.warmUpBlocks(),
            cheap.blocks(),
            cheap.endUs());

    assertThat(TimedLedger.run(dear, 1).perSecond())
        .isLessThan(1_100)
        .isLessThan(TimedLedger.run(cheap, 1).perSecond() / 2);
  }
}
