package org.specie.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.Complaint;
import org.specie.ledger.consensus.message.Message.FullCommitProof;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Scenarios of docs/spec/23-sbft.md, section 7. */
class ChangingViewsTest {
  private static final SequenceNumber FIRST = new SequenceNumber(1);

  private final Cluster cluster = new Cluster(1, 0);

  private Complaint complaint(int by, View view) {
    return new Complaint(
        view, cluster.keys.of(new ReplicaId(by)).sign(new Signed.Complained(view)));
  }

  private View view(int at) {
    return cluster.node(at).replica.status().view();
  }

  private void assertAllHave(String... texts) {
    for (Cluster.Node node : cluster.nodes) {
      if (!cluster.down.contains(node.id)) {
        assertThat(node.transactions())
            .as("%s", node.id)
            .containsExactlyElementsOf(
                List.of(texts).stream().map(text -> Cluster.transaction(text).id()).toList());
      }
    }
    assertThat(cluster.agree()).isTrue();
  }

  // 7.1, 7.2

  @Test
  void oneComplaintMovesNobody() {
    for (int to = 0; to < 3; to++) {
      cluster.inject(3, to, complaint(3, View.FIRST));
    }
    cluster.pass(5000);
    assertThat(view(0)).isEqualTo(View.FIRST);
    cluster.submit(1, "a");
    assertAllHave("a");
  }

  @Test
  void nobodyIsBlamedForWhatIsSettled() {
    for (boolean isSettled : List.of(false, true)) {
      Cluster others = new Cluster(1, 0);
      others.passes = _ -> false;
      others.submit(1, "a");
      if (isSettled) {
        others.node(1).step(new Input.Settled(List.of(Cluster.transaction("a").id())));
      }
      others.pass(60_000);
      assertThat(others.node(1).notices.contains(new Notice.ComplainedAbout(View.FIRST)))
          .as("settled: %s", isSettled)
          .isNotEqualTo(isSettled);
    }
  }

  @Test
  void aComplaintSomebodyElseSignedCountsForNobody() {
    cluster.inject(3, 1, complaint(2, View.FIRST));
    assertThat(cluster.node(1).notices)
        .contains(new Notice.Refused(new ReplicaId(3), ConsensusReason.BAD_SIGNATURE));
  }

  @Test
  void complaintsOfMoreThanTheLiarsMoveEverybody() {
    for (int to = 0; to < 4; to++) {
      for (int by = 2; by < 4; by++) {
        if (by != to) {
          cluster.inject(by, to, complaint(by, View.FIRST));
        }
      }
    }
    cluster.pass(200);
    for (int i = 0; i < 4; i++) {
      assertThat(view(i)).isEqualTo(new View(1));
      assertThat(cluster.node(i).replica.status().isActive()).isTrue();
    }
    cluster.submit(3, "a");
    assertAllHave("a");
  }

  @Test
  void aReplicaThatMissedAViewChangeIsHelpedIn() {
    cluster.stop(3);
    cluster.stop(0);
    cluster.submit(1, "a");
    cluster.pass(100);
    cluster.start(3);
    cluster.pass(4000);
    cluster.start(0);
    cluster.pass(2000);
    assertThat(view(0)).isEqualTo(view(1));
    assertAllHave("a");
  }

  @Test
  void theTimerGrowsWithEveryViewThatFails() {
    cluster.stop(0);
    cluster.passes = sent -> !(sent.message() instanceof NewView);
    cluster.submit(2, "a");
    long before = cluster.nowMs;
    View reached = View.FIRST;
    List<Long> times = new java.util.ArrayList<>();
    while (times.size() < 4 && cluster.nowMs < before + 60_000) {
      cluster.pass(50);
      if (view(2).isAfter(reached)) {
        reached = view(2);
        times.add(cluster.nowMs - before);
        before = cluster.nowMs;
      }
    }
    assertThat(times.get(2)).isGreaterThan(times.get(1));
    assertThat(times.get(3)).isGreaterThan(times.get(2));
  }

  @Test
  void nothingOfAnEarlierViewIsAcceptedAfterLeaving() {
    cluster.stop(0);
    cluster.passes = sent -> !(sent.message() instanceof NewView);
    cluster.submit(2, "a");
    while (!view(2).isAfter(View.FIRST)) {
      cluster.pass(50);
    }
    int records = cluster.node(2).log.size();
    org.specie.ledger.consensus.value.Batch batch =
        new org.specie.ledger.consensus.value.Batch(
            1_000_000, List.of(Cluster.transaction("late")));
    var proposal =
        new org.specie.ledger.consensus.certificate.Proposal(View.FIRST, FIRST, batch.digest());
    cluster.down.clear();
    cluster.inject(
        0,
        2,
        new Message.PrePrepare(
            View.FIRST,
            FIRST,
            batch,
            cluster.keys.of(new ReplicaId(0)).sign(new Signed.Proposed(proposal))));
    assertThat(cluster.node(2).log).hasSize(records);
  }

  // 7.5: what one replica alone saw committed stands in every later view

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @Requirement("D4")
  @Property("P20")
  void aFastDecisionOnlyOneReplicaSawSurvives(int witness) {
    Set<ReplicaId> others = new java.util.TreeSet<>();
    for (int i = 0; i < 4; i++) {
      if (i != witness) {
        others.add(new ReplicaId(i));
      }
    }
    // Everybody votes; the proof reaches the witness alone, which is then cut off.
    cluster.passes =
        sent ->
            !(sent.message() instanceof FullCommitProof && others.contains(sent.to()))
                && !(sent.message() instanceof Message.Prepare);
    cluster.submit(0, "a");
    boolean isSeen = !cluster.node(witness).transactions().isEmpty();
    cluster.passes = sent -> true;
    cluster.stop(0);
    cluster.stop(witness == 1 ? 2 : 1);
    cluster.pass(100);
    cluster.start(witness == 1 ? 2 : 1);
    cluster.stop(witness);
    cluster.down.remove(new ReplicaId(0));
    cluster.node(0).restart();
    cluster.passes = sent -> true;
    cluster.submit(witness == 3 ? 2 : 3, "b");
    cluster.pass(10_000);
    cluster.start(witness);
    cluster.pass(10_000);
    if (isSeen) {
      assertThat(cluster.node(witness).transactions().getFirst())
          .isEqualTo(Cluster.transaction("a").id());
    }
    assertAllHave("a", "b");
  }

  @Test
  @Requirement("D4")
  void aSlowDecisionOnlyOneReplicaSawSurvives() {
    cluster.stop(3);
    // The proof of the slow path stays with the collector that made it.
    cluster.passes = sent -> !(sent.message() instanceof FullCommitProof);
    cluster.submit(0, "a");
    cluster.pass(200);
    ReplicaId witness =
        cluster.nodes.stream()
            .filter(node -> !node.transactions().isEmpty())
            .findFirst()
            .orElseThrow()
            .id;
    cluster.down.add(witness);
    cluster.start(3);
    cluster.passes = sent -> true;
    cluster.submit(3, "b");
    cluster.pass(20_000);
    cluster.start(witness.index());
    cluster.pass(10_000);
    assertAllHave("a", "b");
    assertThat(cluster.node(witness.index()).notices)
        .contains(new Notice.Decided(FIRST, View.FIRST, CertificateKind.COMMITTED));
  }

  // 7.7

  @Test
  void aNewViewFetchesTheBatchItsMembersNeverSaw() {
    ReplicaId blind = new ReplicaId(1);
    cluster.passes =
        sent ->
            !sent.to().equals(blind)
                && !(sent.message() instanceof FullCommitProof)
                && !(sent.message() instanceof Message.Prepare);
    cluster.submit(0, "a");
    cluster.stop(0);
    cluster.passes = sent -> true;
    cluster.submit(2, "b");
    cluster.pass(10_000);
    assertAllHave("a", "b");
  }

  // 8.1

  @Test
  void restartsInTheMiddleOfAViewChangeLoseNothing() {
    for (int moment = 0; moment < 12; moment++) {
      Cluster each = new Cluster(1, 0);
      each.submit(1, "a");
      each.stop(0);
      each.submit(2, "b");
      each.pass(700 + 20L * moment);
      for (int i = 1; i < 4; i++) {
        each.node(i).restart();
      }
      each.network.clear();
      each.submit(3, "b");
      each.pass(20_000);
      for (int i = 1; i < 4; i++) {
        assertThat(each.node(i).transactions())
            .as("restart at moment %s", moment)
            .contains(Cluster.transaction("a").id(), Cluster.transaction("b").id());
      }
      assertThat(each.agree()).isTrue();
    }
  }

  @Test
  @Requirement("D3")
  @Property("P21")
  void aPrimaryThatServesOthersButCensorsOneUserIsReplaced() {
    ReplicaId primary = new ReplicaId(0);
    cluster.passes =
        sent ->
            !(sent.message() instanceof Message.Request request
                && sent.to().equals(primary)
                && request.transactions().contains(Cluster.transaction("censored")));
    cluster.submit(2, "censored");
    for (int i = 0; i < 100; i++) {
      cluster.submit(1, "favoured " + i);
      cluster.pass(100);
    }
    assertThat(view(1).isAfter(View.FIRST)).isTrue();
    assertThat(cluster.node(3).transactions()).contains(Cluster.transaction("censored").id());
    assertThat(cluster.agree()).isTrue();
  }

  // 7.2

  @Test
  @Requirement("D3")
  void nobodyRunsAheadOfThoseItWaitsFor() {
    cluster.stop(0);
    for (int i = 1; i < 4; i++) {
      cluster.submit(i, "a");
    }
    cluster.passes = sent -> sent.message() instanceof Message.Complaint;
    cluster.pass(60_000);
    for (int i = 1; i < 4; i++) {
      assertThat(view(i))
          .as("it knows of nobody else who left the first view")
          .isEqualTo(new View(1));
    }
    cluster.passes = sent -> true;
    cluster.pass(5_000);
    assertAllHave("a");
  }

  @Test
  void aViewThatOneLiarShowsMovesNobody() {
    for (int to = 0; to < 3; to++) {
      cluster.inject(3, to, status(9));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(view(i)).isEqualTo(View.FIRST);
    }
  }

  @Test
  @Requirement("D3")
  void whoIsBehindFollowsTheLowerOfTheViewsThatMoreThanTheLiarsShow() {
    cluster.inject(3, 1, status(9));
    cluster.inject(2, 1, status(7));
    assertThat(view(1)).isEqualTo(new View(7));
    assertThat(cluster.node(1).replica.status().isActive()).isFalse();
  }

  private static Message.Status status(long view) {
    return new Message.Status(
        new View(view), true, Cluster.BASE, Cluster.BASE_BLOCK.sequence(), false);
  }

  @Test
  @Requirement("D3")
  void aViewChangeIsRepeatedAlsoByWhoHasComplained() {
    View second = new View(1);
    ReplicaId unheard = new ReplicaId(2);
    cluster.stop(0);
    Predicate<Cluster.Sent> withoutComplaints =
        sent -> !(sent.message() instanceof Complaint it && it.view().equals(second));
    cluster.passes =
        withoutComplaints.and(
            sent -> !(sent.from().equals(unheard) && sent.message() instanceof ViewChange));
    for (int i = 1; i < 4; i++) {
      cluster.submit(i, "a");
    }
    cluster.pass(20_000);
    assertThat(cluster.node(2).notices).contains(new Notice.ComplainedAbout(second));
    cluster.passes = withoutComplaints;
    cluster.pass(2_000);
    assertAllHave("a");
    assertThat(view(2)).isEqualTo(second);
  }

  // 7.7

  /**
   * One lying primary keeps its new view to itself, another view decides, and then both are shown
   * to somebody who was cut off, the decision first.
   */
  @Test
  @Requirement("D4")
  void aDecisionOfALaterViewStaysWhateverAnEarlierNewViewSays() {
    Batch batch = new Batch(1_000_000, List.of(Cluster.transaction("b")));
    Proposal decided = new Proposal(new View(2), FIRST, batch.digest());
    cluster.inject(
        1,
        3,
        new FullCommitProof(
            decided, CertificateKind.COMMITTED, certificate(new Statement.Commitment(decided))));
    cluster.inject(1, 3, new Message.BatchBody(FIRST, batch));
    assertThat(cluster.node(3).transactions()).containsExactly(Cluster.transaction("b").id());

    SlotReport invented =
        new SlotReport(
            FIRST,
            Optional.of(new SlotReport.Accepted(View.FIRST, Cluster.BASE_BLOCK.headerHash())),
            Optional.empty(),
            Optional.empty());
    NewView kept = new NewView(new View(1), List.of(leaving(0), leaving(1, invented), leaving(2)));
    cluster.inject(1, 3, kept);

    assertThat(view(3)).isEqualTo(new View(1));
    assertThat(cluster.node(3).transactions()).containsExactly(Cluster.transaction("b").id());
  }

  private QuorumCertificate certificate(Statement statement) {
    SortedMap<ReplicaId, ByteString> shares = new TreeMap<>();
    for (int i = 0; i < 3; i++) {
      ReplicaId signer = new ReplicaId(i);
      shares.put(signer, cluster.keys.of(signer).share(statement));
    }
    return cluster
        .keys
        .of(new ReplicaId(0))
        .combine(CertificateKind.COMMITTED, statement, shares)
        .certificate()
        .orElseThrow();
  }

  private ViewChange leaving(int sender, SlotReport... reports) {
    ReplicaId id = new ReplicaId(sender);
    ViewChange unsigned =
        new ViewChange(id, new View(1), Cluster.BASE, List.of(reports), ByteString.EMPTY);
    return new ViewChange(
        id,
        new View(1),
        Cluster.BASE,
        List.of(reports),
        cluster.keys.of(id).sign(new Signed.ViewChanged(unsigned.body())));
  }

  // 7.4

  @Test
  void nobodyEntersAViewBuiltOfTooFewMessages() {
    cluster.stop(0);
    cluster.passes = sent -> !(sent.message() instanceof NewView);
    cluster.submit(2, "a");
    while (!view(2).isAfter(View.FIRST)) {
      cluster.pass(50);
    }
    List<ViewChange> changes =
        cluster.delivered.stream()
            .map(Cluster.Sent::message)
            .filter(ViewChange.class::isInstance)
            .map(ViewChange.class::cast)
            .filter(change -> change.view().equals(new View(1)))
            .distinct()
            .limit(2)
            .toList();
    cluster.passes = sent -> true;
    cluster.node(2).notices.clear();
    cluster.inject(1, 2, new NewView(new View(1), changes));
    assertThat(cluster.node(2).notices)
        .contains(new Notice.Refused(new ReplicaId(1), ConsensusReason.BAD_NEW_VIEW));
  }
}
