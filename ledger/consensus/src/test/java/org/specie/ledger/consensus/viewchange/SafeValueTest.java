package org.specie.ledger.consensus.viewchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.ledger.consensus.viewchange.Reports.A;
import static org.specie.ledger.consensus.viewchange.Reports.B;
import static org.specie.ledger.consensus.viewchange.Reports.C;
import static org.specie.ledger.consensus.viewchange.Reports.Known.NOTHING;
import static org.specie.ledger.consensus.viewchange.Reports.SLOT;
import static org.specie.ledger.consensus.viewchange.Reports.accepted;
import static org.specie.ledger.consensus.viewchange.Reports.prepared;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Requirement;

/** Clause 7.5 of docs/spec/23-sbft.md, case by case. */
@Requirement({"D1", "D4"})
class SafeValueTest {
  private static final Quorums FOUR = new Quorums(1, 0);
  private static final Quorums SIX = new Quorums(1, 1);
  private static final Hash32 NULL = Batch.NULL.digest();

  private static Choice choose(Quorums quorums, Reports.Known... known) {
    assertThat(known).as("n - f view changes").hasSize(quorums.viewChange());
    return SafeValue.choose(quorums, SLOT, Reports.of(known));
  }

  @Test
  void nothingReportedGivesTheNullBatch() {
    assertThat(choose(FOUR, NOTHING, NOTHING, NOTHING)).isEqualTo(new Choice.Null(SLOT));
    assertThat(choose(FOUR, accepted(0, A), NOTHING, NOTHING)).isEqualTo(new Choice.Null(SLOT));
  }

  @Test
  void fastEvidenceIsFPlusCPlusOneReports() {
    assertThat(choose(FOUR, accepted(0, A), accepted(0, A), NOTHING).batch()).isEqualTo(A);
    assertThat(choose(SIX, accepted(0, A), accepted(0, A), NOTHING, NOTHING, NOTHING).batch())
        .as("f + 1 is not enough where c = 1")
        .isEqualTo(NULL);
    assertThat(
            choose(SIX, accepted(0, A), accepted(0, A), accepted(0, A), NOTHING, NOTHING).batch())
        .isEqualTo(A);
  }

  @Test
  void fastCountsTheViewsInWhichAllOfThemHadAccepted() {
    // One report of A in view 3 and one in view 1: A is fast at 1, so B prepared in 2 is later.
    assertThat(choose(FOUR, accepted(3, A), accepted(1, A), prepared(2, B)).batch()).isEqualTo(B);
    assertThat(choose(FOUR, accepted(3, A), accepted(3, A), prepared(2, B)).batch()).isEqualTo(A);
  }

  @Test
  void tiesGoToThePreparedCertificate() {
    assertThat(choose(FOUR, accepted(1, A), accepted(1, A), prepared(1, B)).batch()).isEqualTo(B);
  }

  @Test
  void preparedOfTheHighestViewWins() {
    assertThat(choose(FOUR, prepared(0, A), prepared(2, C), prepared(1, B)).batch()).isEqualTo(C);
  }

  @Test
  void commitCertificateEndsTheDiscussion() {
    Reports.Known decided = NOTHING.committed(0, A, CertificateKind.FAST);
    Choice choice = choose(FOUR, accepted(3, B), accepted(3, B), decided);
    assertThat(choice).isInstanceOf(Choice.Decided.class);
    assertThat(choice.batch()).isEqualTo(A);
    assertThat(((Choice.Decided) choice).proposal().view()).isEqualTo(View.FIRST);
  }

  @Test
  void nullBatchThatWasProposedBindsLikeAnyOther() {
    assertThat(choose(FOUR, accepted(2, NULL), accepted(2, NULL), prepared(1, B)))
        .isEqualTo(new Choice.Null(SLOT));
    assertThat(choose(FOUR, accepted(0, A), accepted(0, A), prepared(1, NULL)))
        .isEqualTo(new Choice.Null(SLOT));
  }

  @Test
  void namesWhoReportedTheBatch() {
    Choice choice = choose(FOUR, accepted(0, A).prepared(0, A), accepted(1, B), accepted(0, A));
    assertThat(choice)
        .isEqualTo(
            new Choice.Proposed(
                SLOT, A, new TreeSet<>(Set.of(new ReplicaId(0), new ReplicaId(2)))));
  }

  /** S5: more than f liars are not reconciled in silence. */
  @Test
  void stopsAtProofOfMoreThanFLiars() {
    assertThatThrownBy(() -> choose(FOUR, prepared(1, A), prepared(1, B), NOTHING))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("prepared");
    Reports.Known a = NOTHING.committed(0, A, CertificateKind.FAST);
    Reports.Known b = NOTHING.committed(1, B, CertificateKind.COMMITTED);
    assertThatThrownBy(() -> choose(FOUR, a, b, NOTHING))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("committed");
    assertThatThrownBy(() -> choose(FOUR, a, prepared(0, B), NOTHING))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("after a commit");
    assertThat(choose(FOUR, b, prepared(0, A), NOTHING).batch())
        .as("prepared before the commit proves nothing")
        .isEqualTo(B);
  }

  /**
   * Zyzzyva's schedule (Abraham and others, arXiv 1712.01367, section 3) brought to this rule. A is
   * committed on the fast path in view 0 by all. The view change to 1 leaves out one honest replica
   * and has a liar that reports B. Zyzzyva goes wrong in the next one, where a newer but weaker
   * certificate for B outranks A. Here view 1 can propose only A, so B never gets one.
   */
  @Test
  void zyzzyvasScheduleFindsNoWeakCertificateToPrefer() {
    assertThat(choose(FOUR, accepted(0, B), accepted(0, A), accepted(0, A)).batch()).isEqualTo(A);
    // View 1 proposed A; the liar and a replica that left view 0 straight for view 2 say the rest.
    assertThat(choose(FOUR, accepted(1, B), accepted(1, A), accepted(0, A)).batch()).isEqualTo(A);
    // If the liar, primary of view 1, lets only one replica have the proposal, A stands.
    assertThat(choose(FOUR, NOTHING, accepted(0, A), accepted(1, A)).batch()).isEqualTo(A);
  }

  /**
   * The other half of Zyzzyva's schedule: the liar is primary of view 0 and lets one replica accept
   * B and two A. A is prepared and committed slowly. Reports of B are newer in number only.
   */
  @Test
  void slowCommitOutlivesAnEquivocatingPrimary() {
    assertThat(choose(FOUR, accepted(0, B), accepted(0, B), accepted(0, A).prepared(0, A)).batch())
        .isEqualTo(A);
  }

  /**
   * FaB's schedule (arXiv 1712.01367, section 4): the primary of view 0 equivocates so that the
   * view changes are split between A and B with nobody in the majority, and parametrised FaB has
   * nothing it may propose. Here the null batch may be proposed, for neither can have been
   * committed.
   */
  @Test
  void fabsScheduleIsNotStuck() {
    assertThat(choose(FOUR, accepted(0, A), accepted(0, B), NOTHING))
        .isEqualTo(new Choice.Null(SLOT));
    assertThat(choose(SIX, accepted(0, A), accepted(0, A), accepted(0, B), accepted(0, B), NOTHING))
        .isEqualTo(new Choice.Null(SLOT));
  }
}
