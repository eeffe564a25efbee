package org.specie.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.message.Message.FullExecuteProof;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.SignState;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;

/** One test a rule of docs/spec/23-sbft.md, clause 6.9. */
class EmptySlotsTest {
  private static final long PACE_MS = Tuning.defaults().openWorkMs();

  private static long height(Cluster cluster, int node) {
    return cluster.node(node).height().number();
  }

  private static long view(Cluster cluster, int node) {
    return cluster.node(node).replica.status().view().number();
  }

  @Test
  void makesNoBlockWhenNothingIsOpen() {
    Cluster cluster = new Cluster(1, 0);

    cluster.pass(60_000);

    assertThat(height(cluster, 0)).isZero();
    assertThat(view(cluster, 1)).isZero();
  }

  @Test
  void makesBlocksUpToTheAwaitedHeightAndNoFurther() {
    Cluster cluster = new Cluster(1, 0);
    cluster.await(5);

    cluster.pass(60_000);

    assertThat(cluster.nodes).allSatisfy(each -> assertThat(each.height().number()).isEqualTo(5));
    assertThat(cluster.node(2).executed.values())
        .allSatisfy(batch -> assertThat(batch.transactions()).isEmpty())
        .allSatisfy(batch -> assertThat(batch.epochSeconds()).isPositive());
    assertThat(view(cluster, 1)).isZero();
  }

  @Test
  void makesThemAtItsPace() {
    Cluster cluster = new Cluster(1, 0);
    cluster.await(100);

    cluster.pass(10 * PACE_MS + PACE_MS / 2);

    assertThat(height(cluster, 0)).isBetween(9L, 10L);
  }

  @Test
  void makesNoneWhileTransactionsMakeTheHeights() {
    Cluster cluster = new Cluster(1, 0);
    cluster.await(8);

    for (int i = 0; i < 8; i++) {
      cluster.submit(i % 4, "transaction " + i);
      cluster.pass(PACE_MS / 2);
    }
    cluster.pass(10 * PACE_MS);

    assertThat(height(cluster, 3)).isEqualTo(8);
    assertThat(cluster.node(3).executed.values())
        .allSatisfy(batch -> assertThat(batch.transactions()).hasSize(1));
  }

  @Test
  void replacesAPrimaryThatMakesNoHeights() {
    Cluster cluster = new Cluster(1, 0);
    cluster.stop(0);
    cluster.await(3);

    cluster.pass(10_000);

    assertThat(height(cluster, 1)).isEqualTo(3);
    assertThat(view(cluster, 1)).isEqualTo(1);
    assertThat(cluster.agree()).isTrue();
  }

  @Test
  void replacesAPrimaryThatDoesNotEndTheEpoch() {
    Cluster cluster = new Cluster(1, 0);
    cluster.lastOfEpoch = Optional.of(new SequenceNumber(64));
    cluster.passes =
        sent ->
            !(sent.from().index() == 0
                && sent.message() instanceof PrePrepare it
                && it.batch().transactions().isEmpty());
    cluster.submit(1, "the change");

    cluster.pass(20_000);

    assertThat(view(cluster, 1)).isPositive();
    assertThat(cluster.nodes).allSatisfy(each -> assertThat(each.height().number()).isEqualTo(64));
    long viewAtTheEnd = view(cluster, 1);
    cluster.pass(20_000);
    assertThat(view(cluster, 1)).as("nothing is owed behind the end").isEqualTo(viewAtTheEnd);
  }

  // 9.3

  @Test
  void anEpochEndsOnlyWhenAllItsBlocksAreCertified() {
    Cluster cluster = new Cluster(1, 0);
    cluster.lastOfEpoch = Optional.of(new SequenceNumber(64));
    SequenceNumber late = new SequenceNumber(63);
    cluster.passes =
        sent ->
            !(sent.message() instanceof SignState share
                    && share.execution().sequence().equals(late))
                && !(sent.message() instanceof FullExecuteProof proof
                    && proof.execution().sequence().equals(late));
    cluster.submit(1, "the change");
    cluster.pass(5_000);
    for (Cluster.Node node : cluster.nodes) {
      assertThat(node.certificates).containsKey(new SequenceNumber(64)).doesNotContainKey(late);
      assertThat(node.effects).noneMatch(Effect.EpochEnded.class::isInstance);
    }
    cluster.passes = sent -> true;
    cluster.pass(5_000);
    for (Cluster.Node node : cluster.nodes) {
      assertThat(node.certificates).containsKey(late);
      assertThat(node.effects).filteredOn(Effect.EpochEnded.class::isInstance).hasSize(1);
    }
  }

  @Test
  void forgetsWhatWasSaidOfAnEarlierBlock() {
    Cluster cluster = new Cluster(1, 0);
    for (Cluster.Node node : cluster.nodes) {
      node.step(new Input.Awaited(new SequenceNumber(2), Optional.empty()));
      node.step(new Input.Awaited(new SequenceNumber(1), Optional.of(new SequenceNumber(9))));
    }

    cluster.pass(20_000);

    assertThat(height(cluster, 0)).isZero();
  }

  @Test
  void takesBackThatWorkIsOpen() {
    Cluster cluster = new Cluster(1, 0);
    cluster.await(100);
    cluster.pass(3 * PACE_MS);
    for (Cluster.Node node : cluster.nodes) {
      node.step(new Input.Awaited(node.height(), Optional.empty()));
    }
    long cancelledAt = height(cluster, 0);

    cluster.pass(20_000);

    assertThat(height(cluster, 0)).isEqualTo(cancelledAt).isPositive();
  }

  @Test
  void goesOnAfterACrash() {
    Cluster cluster = new Cluster(1, 0);
    cluster.await(4);
    cluster.pass(2 * PACE_MS);
    cluster.stop(0);
    cluster.start(0);
    cluster.await(4);

    cluster.pass(20_000);

    assertThat(cluster.nodes).allSatisfy(each -> assertThat(each.height().number()).isEqualTo(4));
  }

  @Test
  void beatsIfToldTo() {
    Cluster cluster = new Cluster(1, 0, Tuning.defaults().withHeartbeat(2_000));

    cluster.pass(10_500);

    assertThat(height(cluster, 0)).isBetween(4L, 5L);
    assertThat(view(cluster, 1)).isZero();
  }

  @Test
  void replacesAPrimaryWhoseHeartStandsStill() {
    Cluster cluster = new Cluster(1, 0, Tuning.defaults().withHeartbeat(2_000));
    cluster.stop(0);

    cluster.pass(10_000);

    assertThat(view(cluster, 1)).isEqualTo(1);
    assertThat(height(cluster, 1)).isPositive();
  }

  @Test
  void votesForNoMoreEmptyBatchesThanAnHonestPrimaryMakes() {
    Cluster cluster = new Cluster(1, 0);
    long beganMs = cluster.nowMs;
    long slot = 0;
    for (int turn = 0; turn < 4; turn++) {
      for (int i = 0; i < Tuning.WINDOW; i++) {
        slot++;
        flood(cluster, slot, new Batch(1_000_000, List.of()));
      }
      cluster.pass(200);
    }

    long earned = (cluster.nowMs - beganMs) / Tuning.EMPTY_MS_MIN;
    long height = height(cluster, 2);
    assertThat(height).isBetween(2L * Tuning.WINDOW, 2L * Tuning.WINDOW + earned);
    assertThat(cluster.node(2).notices)
        .contains(new Notice.Refused(new ReplicaId(0), ConsensusReason.TOO_MANY_EMPTY));

    flood(cluster, height + 2, new Batch(1_000_000, List.of(Cluster.transaction("a payment"))));
    assertThat(acceptedBeyond(cluster, height + 1)).as("transactions are not counted").isTrue();
    cluster.pass(Tuning.EMPTY_MS_MIN);
    flood(cluster, height + 1, new Batch(1_000_000, List.of()));
    cluster.pass(200);
    assertThat(height(cluster, 2)).as("slowed down, not stopped").isEqualTo(height + 2);
  }

  private static boolean acceptedBeyond(Cluster cluster, long height) {
    return cluster.node(2).log.stream()
        .anyMatch(
            record ->
                record instanceof LogRecord.Accepted(PrePrepare it)
                    && it.sequence().number() > height);
  }

  /** The primary proposes this to all others, whatever its state machine thinks. */
  private static void flood(Cluster cluster, long slot, Batch batch) {
    SequenceNumber sequence = new SequenceNumber(slot);
    Proposal proposal = new Proposal(View.FIRST, sequence, batch.digest());
    PrePrepare signed =
        new PrePrepare(
            View.FIRST,
            sequence,
            batch,
            cluster.keys.of(new ReplicaId(0)).sign(new Signed.Proposed(proposal)));
    for (int to = 1; to < 4; to++) {
      cluster.inject(0, to, signed);
    }
  }

  @Test
  void refusesAPaceThatHonestPrimariesCannotKeep() {
    Tuning it = Tuning.defaults();
    assertThatThrownBy(() -> it.withHeartbeat(1)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> it.withHeartbeat(-1)).isInstanceOf(InvariantViolation.class);
  }
}
