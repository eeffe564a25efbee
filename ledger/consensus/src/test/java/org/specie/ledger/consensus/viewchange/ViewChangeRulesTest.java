package org.specie.ledger.consensus.viewchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.ledger.consensus.step.ConsensusReason.BAD_CERTIFICATE;
import static org.specie.ledger.consensus.step.ConsensusReason.BAD_NEW_VIEW;
import static org.specie.ledger.consensus.step.ConsensusReason.BAD_SIGNATURE;
import static org.specie.ledger.consensus.step.ConsensusReason.BAD_VIEW_CHANGE;
import static org.specie.ledger.consensus.step.ConsensusReason.OUT_OF_WINDOW;
import static org.specie.ledger.consensus.step.ConsensusReason.UNKNOWN_REPLICA;
import static org.specie.ledger.consensus.viewchange.Reports.A;
import static org.specie.ledger.consensus.viewchange.Reports.B;
import static org.specie.ledger.consensus.viewchange.Reports.BASE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.certificate.Statement.Commitment;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.certificate.Statement.Vote;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.message.SlotReport.Accepted;
import org.specie.ledger.consensus.message.SlotReport.Committed;
import org.specie.ledger.consensus.message.SlotReport.Prepared;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Requirement;

/** Clauses 7.3 and 7.4 of docs/spec/23-sbft.md: what is believed of those who change views. */
@Requirement({"D1", "D4"})
class ViewChangeRulesTest {
  private static final SigningKeys KEYS = new SigningKeys(new Quorums(1, 0), 7);
  private static final View VIEW = new View(3);

  private static Optional<ConsensusReason> judge(ViewChange change) {
    return ViewChangeRules.judge(KEYS.configuration, KEYS, BASE, change);
  }

  private static Optional<ConsensusReason> judge(NewView newView) {
    return ViewChangeRules.judge(KEYS.configuration, KEYS, BASE, newView);
  }

  private static Proposal proposal(long slot, long view, Hash32 batch) {
    return new Proposal(new View(view), new SequenceNumber(slot), batch);
  }

  private static Checkpoint stable(long slot) {
    Execution execution = new Execution(new SequenceNumber(slot), A);
    return new Checkpoint(
        execution, Optional.of(KEYS.certificate(CertificateKind.EXECUTED, execution)));
  }

  private static SlotReport accepted(long slot, long view) {
    return new SlotReport(
        new SequenceNumber(slot),
        Optional.of(new Accepted(new View(view), A)),
        Optional.empty(),
        Optional.empty());
  }

  private static SlotReport prepared(long slot, long view, QuorumCertificate certificate) {
    return new SlotReport(
        new SequenceNumber(slot),
        Optional.empty(),
        Optional.of(new Prepared(new View(view), A, certificate)),
        Optional.empty());
  }

  private static SlotReport prepared(long slot, long view) {
    return prepared(
        slot, view, KEYS.certificate(CertificateKind.PREPARED, new Vote(proposal(slot, view, A))));
  }

  private static SlotReport committed(
      long slot, long view, CertificateKind kind, QuorumCertificate certificate) {
    return new SlotReport(
        new SequenceNumber(slot),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Committed(new View(view), A, kind, certificate)));
  }

  private static SlotReport committed(long slot, long view, CertificateKind kind) {
    Proposal proposal = proposal(slot, view, A);
    Statement statement =
        kind == CertificateKind.FAST ? new Vote(proposal) : new Commitment(proposal);
    return committed(slot, view, kind, KEYS.certificate(kind, statement));
  }

  private static ViewChange change(SlotReport... reports) {
    return KEYS.viewChange(1, VIEW, BASE, List.of(reports));
  }

  private static ViewChange from(int sender) {
    return KEYS.viewChange(sender, VIEW, BASE, List.of(prepared(1, 2)));
  }

  @Test
  void believesWhatIsProven() {
    assertThat(judge(change())).isEmpty();
    assertThat(
            judge(
                KEYS.viewChange(
                    2,
                    VIEW,
                    stable(64),
                    List.of(
                        accepted(65, 2),
                        prepared(66, 1),
                        committed(67, 0, CertificateKind.FAST),
                        committed(192, 2, CertificateKind.COMMITTED)))))
        .isEmpty();
  }

  @Test
  void refusesStrangersAndOtherPeoplesSignatures() {
    ViewChange own = from(1);
    ViewChange stranger =
        new ViewChange(new ReplicaId(4), VIEW, BASE, own.reports(), own.signature());
    assertThat(judge(stranger)).contains(UNKNOWN_REPLICA);
    ViewChange borrowed =
        new ViewChange(new ReplicaId(2), VIEW, BASE, own.reports(), own.signature());
    assertThat(judge(borrowed)).contains(BAD_SIGNATURE);
    assertThat(judge(KEYS.signedBy(3, own))).contains(BAD_SIGNATURE);
  }

  @Test
  void refusesOneFieldChangedAfterSigning() {
    ViewChange own = change(accepted(1, 1), prepared(2, 2));
    List<ViewChange> changed =
        List.of(
            new ViewChange(own.sender(), VIEW.next(), BASE, own.reports(), own.signature()),
            new ViewChange(own.sender(), VIEW, stable(1), List.of(), own.signature()),
            new ViewChange(own.sender(), VIEW, BASE, own.reports().subList(0, 1), own.signature()),
            new ViewChange(
                own.sender(),
                VIEW,
                BASE,
                List.of(accepted(1, 2), own.reports().get(1)),
                own.signature()));
    for (ViewChange each : changed) {
      assertThat(judge(each)).contains(BAD_SIGNATURE);
    }
  }

  @Test
  void refusesAnotherEpochsViewChange() {
    SigningKeys later = new SigningKeys(new Quorums(1, 0), 8);
    assertThat(ViewChangeRules.judge(later.configuration, later, BASE, change()))
        .contains(BAD_SIGNATURE);
  }

  @Test
  void nobodyChangesToTheFirstView() {
    assertThat(judge(KEYS.viewChange(1, View.FIRST, BASE, List.of()))).contains(BAD_VIEW_CHANGE);
  }

  @Test
  void refusesReportsOutsideOfTheWindow() {
    Checkpoint stable = stable(64);
    for (long slot : new long[] {0, 63, 64, 193, Long.MAX_VALUE}) {
      assertThat(judge(KEYS.viewChange(1, VIEW, stable, List.of(accepted(slot, 1)))))
          .as("slot %s", slot)
          .contains(OUT_OF_WINDOW);
    }
    for (long slot : new long[] {65, 192}) {
      assertThat(judge(KEYS.viewChange(1, VIEW, stable, List.of(accepted(slot, 1))))).isEmpty();
    }
    Checkpoint far =
        new Checkpoint(new Execution(new SequenceNumber(Long.MAX_VALUE), A), Optional.empty());
    assertThat(judge(KEYS.viewChange(1, VIEW, far, List.of()))).contains(BAD_CERTIFICATE);
  }

  @Test
  void refusesReportsOfTheNewViewAndLater() {
    for (long view : new long[] {3, 4, Long.MAX_VALUE}) {
      assertThat(judge(change(accepted(1, view)))).contains(BAD_VIEW_CHANGE);
      assertThat(judge(change(prepared(1, view)))).contains(BAD_VIEW_CHANGE);
    }
  }

  /** Who waits in an earlier view may have been told what a later one decided. */
  @Test
  void takesDecisionsOfAnyView() {
    for (long view : new long[] {0, 3, 4, Long.MAX_VALUE}) {
      assertThat(judge(change(committed(1, view, CertificateKind.FAST)))).isEmpty();
    }
  }

  /** S10: the start of a new view is never computed from numbers nobody proved. */
  @Test
  void refusesCheckpointsWithoutProof() {
    Execution execution = new Execution(new SequenceNumber(64), A);
    Execution other = new Execution(new SequenceNumber(64), B);
    List<Checkpoint> unproven =
        List.of(
            new Checkpoint(execution, Optional.empty()),
            new Checkpoint(execution, Optional.of(KEYS.certificate(execution, 1))),
            new Checkpoint(execution, stable(128).certificate()),
            new Checkpoint(other, stable(64).certificate()),
            new Checkpoint(new Execution(BASE.sequence(), B), Optional.empty()),
            new Checkpoint(
                new Execution(BASE.sequence(), B),
                Optional.of(
                    KEYS.certificate(CertificateKind.EXECUTED, new Execution(BASE.sequence(), B)))),
            new Checkpoint(BASE.execution(), stable(64).certificate()));
    for (Checkpoint each : unproven) {
      assertThat(judge(KEYS.viewChange(1, VIEW, each, List.of())))
          .as("%s", each)
          .contains(BAD_CERTIFICATE);
    }
  }

  @Test
  void refusesCheckpointsBeforeTheEpoch() {
    Checkpoint base = new Checkpoint(new Execution(new SequenceNumber(128), B), Optional.empty());
    ViewChange change = KEYS.viewChange(1, VIEW, stable(64), List.of());
    assertThat(ViewChangeRules.judge(KEYS.configuration, KEYS, base, change))
        .contains(BAD_VIEW_CHANGE);
    ViewChange atBase = KEYS.viewChange(1, VIEW, base, List.of());
    assertThat(ViewChangeRules.judge(KEYS.configuration, KEYS, base, atBase)).isEmpty();
  }

  /** S7: no certificate means anything as one of another kind, view, slot or batch. */
  @Test
  void refusesCertificatesOfSomethingElse() {
    Vote vote = new Vote(proposal(1, 2, A));
    Commitment commitment = new Commitment(proposal(1, 2, A));
    List<SlotReport> forged =
        List.of(
            prepared(1, 2, KEYS.certificate(vote, 2)),
            prepared(1, 2, KEYS.certificate(commitment, 3)),
            prepared(1, 2, KEYS.certificate(new Vote(proposal(1, 1, A)), 3)),
            prepared(1, 2, KEYS.certificate(new Vote(proposal(2, 2, A)), 3)),
            prepared(1, 2, KEYS.certificate(new Vote(proposal(1, 2, B)), 3)),
            prepared(1, 2, Reports.certificate("of another scheme")),
            committed(1, 2, CertificateKind.FAST, KEYS.certificate(vote, 3)),
            committed(1, 2, CertificateKind.FAST, KEYS.certificate(commitment, 4)),
            committed(1, 2, CertificateKind.COMMITTED, KEYS.certificate(vote, 4)),
            committed(1, 2, CertificateKind.COMMITTED, KEYS.certificate(commitment, 2)));
    for (SlotReport each : forged) {
      assertThat(judge(change(each))).as("%s", each).contains(BAD_CERTIFICATE);
    }
  }

  /**
   * S4: a forged prepared certificate of a high view makes its sender's message worthless, and the
   * genuine one of a lower view in the others' messages decides.
   */
  @Test
  void forgedCertificateHidesNoGenuineOne() {
    ViewChange forged =
        KEYS.viewChange(
            0,
            VIEW,
            BASE,
            List.of(prepared(1, 2, KEYS.certificate(new Vote(proposal(1, 2, A)), 2))));
    assertThat(judge(forged)).contains(BAD_CERTIFICATE);
    ViewChange genuine = KEYS.viewChange(1, VIEW, BASE, List.of(prepared(1, 0)));
    List<ViewChange> silent =
        List.of(
            KEYS.viewChange(2, VIEW, BASE, List.of()), KEYS.viewChange(3, VIEW, BASE, List.of()));
    assertThat(judge(new NewView(VIEW, List.of(forged, genuine, silent.getFirst()))))
        .contains(BAD_CERTIFICATE);
    List<ViewChange> valid = List.of(genuine, silent.get(0), silent.get(1));
    assertThat(judge(new NewView(VIEW, valid))).isEmpty();
    NewViewPlan plan = NewViewPlan.of(KEYS.configuration.quorums(), VIEW, valid);
    assertThat(plan.choices().getFirst().batch()).isEqualTo(A);
  }

  @Test
  void believesAQuorumOfViewChanges() {
    assertThat(judge(new NewView(VIEW, List.of(from(0), from(1), from(3))))).isEmpty();
  }

  /** S6: a new view is exactly n - f messages of different replicas for this view. */
  @Test
  void refusesEveryOtherSetOfViewChanges() {
    List<ViewChange> good = List.of(from(0), from(1), from(3));
    List<List<ViewChange>> bad = new ArrayList<>();
    bad.add(List.of());
    bad.add(good.subList(0, 2));
    bad.add(List.of(from(0), from(1), from(2), from(3)));
    bad.add(List.of(from(0), from(0), from(1)));
    bad.add(List.of(from(0), from(3), from(1)));
    bad.add(List.of(from(0), from(1), KEYS.viewChange(3, VIEW.next(), BASE, List.of())));
    for (List<ViewChange> each : bad) {
      assertThat(judge(new NewView(VIEW, each))).contains(BAD_NEW_VIEW);
    }
    assertThat(judge(new NewView(VIEW.next(), good))).contains(BAD_NEW_VIEW);
    ViewChange unsigned = new ViewChange(new ReplicaId(3), VIEW, BASE, List.of(), ByteString.EMPTY);
    assertThat(judge(new NewView(VIEW, List.of(from(0), from(1), unsigned))))
        .contains(BAD_SIGNATURE);
  }
}
