package org.specie.ledger.consensus.viewchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.ledger.consensus.viewchange.Reports.A;
import static org.specie.ledger.consensus.viewchange.Reports.B;
import static org.specie.ledger.consensus.viewchange.Reports.BASE;
import static org.specie.ledger.consensus.viewchange.Reports.accepted;
import static org.specie.ledger.consensus.viewchange.Reports.prepared;
import static org.specie.ledger.consensus.viewchange.Reports.viewChange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Requirement;

/** Clauses 7.4 and 7.5 of docs/spec/23-sbft.md: from the view changes to the slots of a view. */
@Requirement({"D1", "D4"})
class NewViewPlanTest {
  private static final Quorums FOUR = new Quorums(1, 0);
  private static final View VIEW = new View(3);

  private static Checkpoint stable(long slot, Hash32 header) {
    return new Checkpoint(
        new Execution(new SequenceNumber(slot), header),
        Optional.of(Reports.certificate("stable " + slot)));
  }

  private static ViewChange from(int sender, Checkpoint stable, SlotReport... reports) {
    return viewChange(sender, 3, stable, List.of(reports));
  }

  private static SlotReport at(long slot, Reports.Known known) {
    return known.at(new SequenceNumber(slot)).orElseThrow();
  }

  private static NewViewPlan plan(ViewChange... changes) {
    return NewViewPlan.of(FOUR, VIEW, List.of(changes));
  }

  @Test
  void emptyViewChangesBindNothing() {
    NewViewPlan plan = plan(from(0, BASE), from(1, BASE), from(2, BASE));
    assertThat(plan.start()).isEqualTo(BASE);
    assertThat(plan.choices()).isEmpty();
    assertThat(plan.end()).isEqualTo(BASE.sequence());
    assertThat(plan.choice(new SequenceNumber(1))).isEmpty();
  }

  @Test
  void bindsEverySlotUpToTheHighestReported() {
    NewViewPlan plan =
        plan(
            from(0, BASE, at(2, prepared(1, A)), at(4, accepted(0, B))),
            from(1, BASE),
            from(3, BASE));
    assertThat(plan.choices()).hasSize(4);
    assertThat(plan.end()).isEqualTo(new SequenceNumber(4));
    assertThat(plan.choice(new SequenceNumber(0))).isEmpty();
    assertThat(plan.choice(new SequenceNumber(1))).contains(new Choice.Null(new SequenceNumber(1)));
    Choice second = plan.choice(new SequenceNumber(2)).orElseThrow();
    assertThat(plan.proposal(second)).isEqualTo(new Proposal(VIEW, new SequenceNumber(2), A));
    assertThat(plan.choice(new SequenceNumber(4)))
        .as("one report that nobody else has binds the slot to nothing")
        .contains(new Choice.Null(new SequenceNumber(4)));
    assertThat(plan.choice(new SequenceNumber(5))).isEmpty();
  }

  /** S10: stable checkpoints 0, 64 and 128 apart, with what their windows' edges say. */
  @Test
  void startsAtTheHighestCertifiedCheckpoint() {
    NewViewPlan plan =
        plan(
            from(0, BASE, at(64, prepared(2, B)), at(128, accepted(1, A))),
            from(1, stable(64, A), at(65, prepared(2, B)), at(192, accepted(1, A))),
            from(2, stable(128, A), at(129, prepared(2, B)), at(192, accepted(1, A))));
    assertThat(plan.start()).isEqualTo(stable(128, A));
    assertThat(plan.choices()).hasSize(64);
    assertThat(plan.choice(new SequenceNumber(128))).isEmpty();
    assertThat(plan.choice(new SequenceNumber(129)).orElseThrow().batch()).isEqualTo(B);
    assertThat(plan.choice(new SequenceNumber(192)).orElseThrow().batch()).isEqualTo(A);
    assertThat(plan.end()).isEqualTo(new SequenceNumber(192));
  }

  @Test
  void bindsAWholeWindowAtMost() {
    NewViewPlan plan =
        plan(
            from(0, stable(64, A), at(192, accepted(1, A))),
            from(1, stable(64, A)),
            from(2, BASE, at(128, accepted(1, A))));
    assertThat(plan.choices()).hasSize(128);
  }

  @Test
  void countsEachReplicaOnceAndOnlyForThisView() {
    ViewChange one = from(1, BASE, at(1, accepted(0, A)));
    assertThatThrownBy(() -> plan(one, one, from(2, BASE))).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> plan(from(0, BASE), one)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> plan(from(0, BASE), one, viewChange(2, 2, BASE, List.of())))
        .isInstanceOf(InvariantViolation.class);
  }

  /** S5 for checkpoints: two certified blocks at one height prove more than f liars. */
  @Test
  void stopsAtTwoCertifiedBlocksAtOneHeight() {
    assertThatThrownBy(() -> plan(from(0, stable(64, A)), from(1, stable(64, B)), from(2, BASE)))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("one height");
  }

  @Test
  void everybodyConcludesTheSame() {
    List<ViewChange> changes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      changes.add(from(i, BASE, at(1, prepared(1, A)), at(3, accepted(2, B))));
    }
    assertThat(NewViewPlan.of(FOUR, VIEW, changes))
        .isEqualTo(NewViewPlan.of(FOUR, VIEW, List.copyOf(changes)));
  }
}
