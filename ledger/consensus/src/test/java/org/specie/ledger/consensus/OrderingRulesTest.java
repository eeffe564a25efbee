package org.specie.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.CommitShare;
import org.specie.ledger.consensus.message.Message.FullCommitProof;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.Prepare;
import org.specie.ledger.consensus.message.Message.SignShare;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Requirement;

/** One test a rule of docs/spec/23-sbft.md, section 6. */
class OrderingRulesTest {
  private static final SequenceNumber FIRST = new SequenceNumber(1);

  private final Cluster cluster = new Cluster(1, 0);

  private static Batch batch(long time, String... texts) {
    return new Batch(time, List.of(texts).stream().map(Cluster::transaction).toList());
  }

  private PrePrepare proposed(int signer, View view, SequenceNumber sequence, Batch batch) {
    Proposal proposal = new Proposal(view, sequence, batch.digest());
    return new PrePrepare(
        view,
        sequence,
        batch,
        cluster.keys.of(new ReplicaId(signer)).sign(new Signed.Proposed(proposal)));
  }

  private QuorumCertificate certificate(CertificateKind kind, Statement statement, int... signers) {
    SortedMap<ReplicaId, ByteString> shares = new TreeMap<>();
    for (int signer : signers) {
      ReplicaId id = new ReplicaId(signer);
      shares.put(id, cluster.keys.of(id).share(statement));
    }
    return cluster.keys.of(new ReplicaId(0)).combine(kind, statement, shares).certificate().get();
  }

  private void assertRefused(int at, int from, ConsensusReason reason) {
    assertThat(cluster.node(at).notices).contains(new Notice.Refused(new ReplicaId(from), reason));
  }

  private List<LogRecord> accepted(int at) {
    return cluster.node(at).log.stream().filter(LogRecord.Accepted.class::isInstance).toList();
  }

  // 6.3

  @Test
  void acceptsNoProposalSignedByAnotherThanThePrimary() {
    cluster.inject(1, 2, proposed(1, View.FIRST, FIRST, batch(1_000_000, "a")));
    assertRefused(2, 1, ConsensusReason.BAD_SIGNATURE);
    assertThat(accepted(2)).isEmpty();
  }

  @Test
  void acceptsNoProposalOfAnotherView() {
    cluster.inject(1, 2, proposed(1, new View(1), FIRST, batch(1_000_000, "a")));
    assertThat(accepted(2)).isEmpty();
  }

  @Test
  void acceptsNoProposalWhoseBatchWasChanged() {
    PrePrepare honest = proposed(0, View.FIRST, FIRST, batch(1_000_000, "a"));
    cluster.inject(
        0, 2, new PrePrepare(honest.view(), FIRST, batch(1_000_000, "b"), honest.signature()));
    assertRefused(2, 0, ConsensusReason.BAD_SIGNATURE);
    assertThat(accepted(2)).isEmpty();
  }

  @Test
  void acceptsNoProposalOutsideOfTheWindow() {
    SequenceNumber beyond = new SequenceNumber(Tuning.WINDOW + 1);
    cluster.inject(0, 2, proposed(0, View.FIRST, beyond, batch(1_000_000, "a")));
    assertRefused(2, 0, ConsensusReason.OUT_OF_WINDOW);
    cluster.inject(0, 2, proposed(0, View.FIRST, new SequenceNumber(0), batch(1_000_000, "a")));
    assertThat(accepted(2)).isEmpty();
  }

  @Test
  void acceptsNoBatchTheApplicationFindsUnacceptable() {
    cluster.acceptable = batch -> batch.transactions().isEmpty();
    cluster.inject(0, 2, proposed(0, View.FIRST, FIRST, batch(1_000_000, "a")));
    assertRefused(2, 0, ConsensusReason.UNACCEPTABLE_BATCH);
    assertThat(accepted(2)).isEmpty();
  }

  @Test
  void acceptsNoTimeFarAheadOfItsClock() {
    cluster.inject(0, 2, proposed(0, View.FIRST, FIRST, batch(1_000_100, "a")));
    assertRefused(2, 0, ConsensusReason.CLOCK_AHEAD);
    assertThat(accepted(2)).isEmpty();
  }

  @Test
  void acceptsNoTimeFarBehindItsClock() {
    long now = 1_000_000 + cluster.nowMs / 1000;
    long oldest = now - Tuning.CLOCK_BEHIND_SECONDS;
    cluster.passes = sent -> sent.message() instanceof PrePrepare;
    for (long time : new long[] {0, oldest - 1}) {
      cluster.inject(0, 2, proposed(0, View.FIRST, FIRST, batch(time, "a")));
      assertThat(accepted(2)).isEmpty();
    }
    assertRefused(2, 0, ConsensusReason.CLOCK_BEHIND);
    cluster.inject(0, 2, proposed(0, View.FIRST, FIRST, batch(oldest, "a")));
    assertThat(accepted(2)).hasSize(1);
  }

  /** Those who decided it had clocks too. */
  @Test
  void acceptsAnOldBatchThatIsDecidedAlready() {
    cluster.passes =
        sent -> sent.message() instanceof PrePrepare || sent.message() instanceof FullCommitProof;
    PrePrepare old = proposed(0, View.FIRST, FIRST, batch(0, "a"));
    Statement vote = new Statement.Vote(old.proposal());
    QuorumCertificate all = certificate(CertificateKind.FAST, vote, 0, 1, 2, 3);
    cluster.inject(1, 2, new FullCommitProof(old.proposal(), CertificateKind.FAST, all));
    cluster.inject(0, 2, old);
    assertThat(accepted(2)).hasSize(1);
    assertThat(cluster.node(2).executed).containsKey(FIRST);
  }

  @Test
  @Requirement("E13")
  void acceptsOneProposalASlotAndKeepsTheEvidenceOfASecond() {
    cluster.passes = sent -> false;
    PrePrepare first = proposed(0, View.FIRST, FIRST, batch(1_000_000, "a"));
    PrePrepare second = proposed(0, View.FIRST, FIRST, batch(1_000_000, "b"));
    cluster.passes = sent -> sent.message() instanceof PrePrepare;
    cluster.inject(0, 2, first);
    cluster.inject(0, 2, second);
    assertThat(accepted(2)).hasSize(1);
    assertThat(cluster.node(2).notices)
        .contains(
            new Notice.Equivocated(
                new ReplicaId(0),
                first.proposal(),
                first.signature(),
                second.proposal(),
                second.signature()),
            new Notice.ComplainedAbout(View.FIRST));
  }

  @Test
  void votesOnceWhateverIsRepeated() {
    PrePrepare proposal = proposed(0, View.FIRST, FIRST, batch(1_000_000, "a"));
    cluster.passes = sent -> sent.message() instanceof PrePrepare;
    cluster.inject(0, 2, proposal);
    cluster.inject(0, 2, proposal);
    assertThat(accepted(2)).hasSize(1);
  }

  // 5.2

  @Test
  void saysNothingBeforeItIsPersisted() {
    cluster.stop(3);
    cluster.submit(1, "a");
    cluster.pass(500);
    cluster.stop(0);
    cluster.submit(1, "b");
    cluster.start(3);
    cluster.pass(5000);
    assertThat(cluster.node(2).transactions()).hasSize(2);
    for (Cluster.Node node : cluster.nodes) {
      List<LogRecord> persisted = new java.util.ArrayList<>();
      for (Effect effect : node.effects) {
        if (effect instanceof Effect.Persist(LogRecord record)) {
          persisted.add(record);
        } else if (effect instanceof Effect.Send(ReplicaId _, Message message)) {
          assertBacked(message, persisted);
        } else if (effect instanceof Effect.Broadcast(Message message)) {
          assertBacked(message, persisted);
        }
      }
    }
  }

  private static void assertBacked(Message message, List<LogRecord> persisted) {
    switch (message) {
      case SignShare share ->
          assertThat(persisted)
              .anyMatch(
                  record ->
                      record instanceof LogRecord.Accepted(PrePrepare accepted)
                          && accepted.proposal().equals(share.proposal()));
      case PrePrepare prePrepare ->
          assertThat(persisted).contains(new LogRecord.Accepted(prePrepare));
      case CommitShare share ->
          assertThat(persisted)
              .anyMatch(
                  record ->
                      record instanceof LogRecord.Prepared(Proposal of, QuorumCertificate _)
                          && of.equals(share.proposal()));
      case Message.ViewChange change ->
          assertThat(persisted).contains(new LogRecord.LeftView(change));
      case Message.NewView newView ->
          assertThat(persisted).contains(new LogRecord.EnteredView(newView));
      case Message.Request _,
          Prepare _,
          FullCommitProof _,
          Message.SignState _,
          Message.FullExecuteProof _,
          Message.Complaint _,
          Message.Status _,
          Message.FetchBatch _,
          Message.BatchBody _ -> {}
    }
  }

  // 6.4, 6.5

  @Test
  void waitsForTheFastPathBeforeItTakesTheSlowOne() {
    cluster.passes =
        sent -> !(sent.message() instanceof SignShare && sent.from().equals(new ReplicaId(3)));
    cluster.submit(0, "a");
    assertThat(cluster.node(1).transactions()).isEmpty();
    cluster.pass(500);
    assertThat(cluster.node(1).transactions()).hasSize(1);
    assertThat(cluster.node(1).notices)
        .contains(new Notice.Decided(FIRST, View.FIRST, CertificateKind.COMMITTED));
  }

  @Test
  void namesTheLiarAndGoesOnWithoutItsShare() {
    ReplicaId liar = new ReplicaId(3);
    cluster.passes = sent -> !(sent.message() instanceof SignShare && sent.from().equals(liar));
    cluster.submit(0, "a");
    Proposal proposal = new Proposal(View.FIRST, FIRST, batchOf("a").digest());
    ReplicaId collector =
        cluster.keys.configuration(liar).commitCollectors(View.FIRST, FIRST).getFirst();
    cluster.passes = sent -> true;
    cluster.inject(3, collector.index(), new SignShare(proposal, ByteString.copyOf(new byte[64])));
    cluster.pass(500);
    if (!collector.equals(liar)) {
      assertRefused(collector.index(), 3, ConsensusReason.BAD_SHARE);
    }
    assertThat(cluster.node(1).transactions()).hasSize(1);
  }

  private Batch batchOf(String text) {
    Transaction transaction = Cluster.transaction(text);
    return cluster.nodes.stream()
        .flatMap(node -> node.log.stream())
        .filter(LogRecord.Accepted.class::isInstance)
        .map(record -> ((LogRecord.Accepted) record).prePrepare().batch())
        .filter(batch -> batch.transactions().contains(transaction))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void commitsByNoCertificateOfTooFew() {
    Proposal proposal = new Proposal(View.FIRST, FIRST, batch(1_000_000, "a").digest());
    Statement vote = new Statement.Vote(proposal);
    QuorumCertificate three = certificate(CertificateKind.PREPARED, vote, 0, 1, 2);
    cluster.inject(1, 2, new FullCommitProof(proposal, CertificateKind.FAST, three));
    assertRefused(2, 1, ConsensusReason.BAD_CERTIFICATE);
  }

  @Test
  void takesNoPreparedCertificateForACommitCertificate() {
    Proposal proposal = new Proposal(View.FIRST, FIRST, batch(1_000_000, "a").digest());
    QuorumCertificate votes =
        certificate(CertificateKind.PREPARED, new Statement.Vote(proposal), 0, 1, 2);
    cluster.inject(1, 2, new FullCommitProof(proposal, CertificateKind.COMMITTED, votes));
    assertRefused(2, 1, ConsensusReason.BAD_CERTIFICATE);
  }

  @Test
  void takesNoCertificateOfAnotherSlotViewOrBatch() {
    Proposal proposal = new Proposal(View.FIRST, FIRST, batch(1_000_000, "a").digest());
    QuorumCertificate good =
        certificate(CertificateKind.COMMITTED, new Statement.Commitment(proposal), 0, 1, 2);
    List<Proposal> others =
        List.of(
            new Proposal(View.FIRST, new SequenceNumber(2), proposal.batch()),
            new Proposal(new View(1), FIRST, proposal.batch()),
            new Proposal(View.FIRST, FIRST, batch(1_000_000, "b").digest()));
    for (Proposal other : others) {
      cluster.node(2).notices.clear();
      cluster.inject(1, 2, new FullCommitProof(other, CertificateKind.COMMITTED, good));
      assertRefused(2, 1, ConsensusReason.BAD_CERTIFICATE);
    }
  }

  @Test
  void preparesByNoForgedCertificate() {
    Proposal proposal = new Proposal(View.FIRST, FIRST, batch(1_000_000, "a").digest());
    QuorumCertificate commits =
        certificate(CertificateKind.COMMITTED, new Statement.Commitment(proposal), 0, 1, 2);
    cluster.inject(1, 2, new Prepare(proposal, commits));
    assertRefused(2, 1, ConsensusReason.BAD_CERTIFICATE);
  }

  @Test
  void doesNotWaitAgainForAReplicaThatIsDown() {
    cluster.stop(3);
    for (int i = 0; i < 6; i++) {
      cluster.submit(0, "warm-up " + i);
      cluster.pass(300);
    }
    cluster.submit(0, "a");
    assertThat(cluster.node(1).transactions()).contains(Cluster.transaction("a").id());
  }

  /** Its link stands, so it is the collector of every third slot and of every third block. */
  @Test
  void doesNotWaitAgainAndAgainForAReplicaThatHangs() {
    ReplicaId hanging = new ReplicaId(3);
    cluster.passes = sent -> !sent.from().equals(hanging) && !sent.to().equals(hanging);
    for (int i = 0; i < 6; i++) {
      cluster.submit(0, "warm-up " + i);
      cluster.pass(300);
    }
    for (int i = 0; i < 12; i++) {
      cluster.submit(i % 3, "no time passes " + i);
    }
    assertThat(cluster.node(1).transactions()).hasSize(18);
    assertThat(cluster.node(2).certificates).hasSize(18);
  }

  @Test
  void takesTheFastPathAgainWhenTheReplicaIsBack() {
    cluster.stop(3);
    cluster.submit(0, "a");
    cluster.pass(500);
    cluster.start(3);
    cluster.pass(1000);
    for (int i = 0; i < 40; i++) {
      cluster.submit(0, "back " + i);
      cluster.pass(100);
    }
    cluster.node(1).notices.clear();
    cluster.submit(0, "b");
    assertThat(cluster.node(1).notices)
        .anyMatch(
            notice ->
                notice instanceof Notice.Decided(var _, var _, CertificateKind kind)
                    && kind == CertificateKind.FAST);
  }

  // 1.4

  @Test
  void needsOnlyACorrectPrimaryAmongTheCollectors() {
    ReplicaId collector =
        cluster.keys.configuration(new ReplicaId(0)).commitCollectors(View.FIRST, FIRST).getFirst();
    cluster.passes =
        sent ->
            !sent.from().equals(collector)
                || sent.message() instanceof SignShare
                || sent.message() instanceof Message.SignState;
    cluster.submit(0, "a");
    cluster.pass(700);
    assertThat(cluster.node(0).replica.status().view()).isEqualTo(View.FIRST);
    for (int i = 0; i < 4; i++) {
      assertThat(cluster.node(i).transactions()).hasSize(1);
    }
  }

  // 6.5, 6.8

  @Test
  void fetchesABatchItNeverSaw() {
    cluster.passes =
        sent -> !(sent.message() instanceof PrePrepare && sent.to().equals(new ReplicaId(2)));
    cluster.submit(0, "a");
    cluster.pass(300);
    assertThat(cluster.node(2).transactions()).hasSize(1);
    assertThat(cluster.delivered).anyMatch(sent -> sent.message() instanceof Message.BatchBody);
  }

  @Test
  void takesNoBatchNobodyAskedFor() {
    cluster.inject(1, 2, new Message.BatchBody(FIRST, batch(1, "a")));
    assertRefused(2, 1, ConsensusReason.NOT_ASKED_FOR);
  }

  @Test
  void executesInOrderWhateverIsDecidedFirst() {
    ReplicaId slow = new ReplicaId(3);
    cluster.passes =
        sent ->
            !(sent.to().equals(slow)
                && sent.message() instanceof FullCommitProof proof
                && proof.proposal().sequence().equals(FIRST));
    cluster.submit(0, "a");
    cluster.submit(0, "b");
    assertThat(cluster.node(3).transactions()).isEmpty();
    cluster.passes = sent -> true;
    cluster.pass(2000);
    assertThat(cluster.node(3).transactions())
        .containsExactly(Cluster.transaction("a").id(), Cluster.transaction("b").id());
  }

  @Test
  void makesUpForLostMessagesOfEveryKind() {
    for (int kind = 0; kind < 8; kind++) {
      Cluster lossy = new Cluster(1, 0);
      int lost = kind;
      int[] dropped = {0};
      lossy.passes = sent -> kindOf(sent.message()) != lost || dropped[0]++ >= 3;
      lossy.submit(1, "a");
      lossy.pass(3000);
      lossy.submit(2, "b");
      lossy.pass(3000);
      for (Cluster.Node node : lossy.nodes) {
        assertThat(node.transactions()).as("kind %s lost at %s", kind, node.id).hasSize(2);
        assertThat(node.certificates).as("kind %s lost at %s", kind, node.id).hasSize(2);
      }
    }
  }

  private static int kindOf(Message message) {
    return switch (message) {
      case Message.Request _ -> 0;
      case PrePrepare _ -> 1;
      case SignShare _ -> 2;
      case Prepare _ -> 3;
      case CommitShare _ -> 4;
      case FullCommitProof _ -> 5;
      case Message.SignState _ -> 6;
      case Message.FullExecuteProof _ -> 7;
      case Message.Complaint _,
          Message.ViewChange _,
          Message.NewView _,
          Message.Status _,
          Message.FetchBatch _,
          Message.BatchBody _ ->
          -1;
    };
  }

  // 6.2

  @Test
  void makesBatchesLargerUnderLoad() {
    String[] many = new String[500];
    for (int i = 0; i < many.length; i++) {
      many[i] = "t" + i;
    }
    cluster.submit(0, many);
    assertThat(cluster.node(1).transactions()).hasSize(500);
    assertThat(cluster.node(1).executed.size()).isLessThan(20);
  }

  @Test
  void proposesNothingTwiceWhileItIsUndecided() {
    cluster.passes = sent -> sent.message() instanceof Message.Request;
    cluster.submit(1, "a");
    cluster.submit(2, "a");
    cluster.passes = sent -> true;
    cluster.submit(0, "a");
    cluster.pass(1000);
    assertThat(cluster.node(3).transactions()).containsExactly(Cluster.transaction("a").id());
  }
}
