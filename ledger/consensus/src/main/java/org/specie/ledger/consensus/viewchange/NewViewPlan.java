package org.specie.ledger.consensus.viewchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;

/**
 * What follows from the view changes of a new view; the new primary has no say in it. Slots up to
 * the start are decided, and slots up to the end are bound: in this view no replica accepts
 * anything for them but what stands here, whatever the primary signs. Beyond the end the primary is
 * free. Source: docs/spec/23-sbft.md, clauses 7.4 and 7.5.
 *
 * @param start the highest certified checkpoint among the view changes
 * @param choices one for each slot after the start up to the highest reported, in order
 */
public record NewViewPlan(View view, Checkpoint start, List<Choice> choices) {
  public NewViewPlan {
    choices = List.copyOf(choices);
    Check.that(choices.size() <= Tuning.WINDOW, "a new view binds slots of one window");
    for (int i = 0; i < choices.size(); i++) {
      Check.that(
          choices.get(i).sequence().number() - start.sequence().number() == i + 1,
          "choices follow the start without gaps");
    }
  }

  /**
   * Draws the conclusion.
   *
   * @param viewChanges as {@link ViewChangeRules} found them valid, n - f of them, in the order of
   *     senders
   */
  public static NewViewPlan of(Quorums quorums, View view, List<ViewChange> viewChanges) {
    Check.that(viewChanges.size() == quorums.viewChange(), "a new view has n - f view changes");
    Check.that(
        ViewChangeRules.isIncreasing(viewChanges),
        "each replica is counted once, in the order of senders");
    Checkpoint start = start(viewChanges);
    SortedMap<SequenceNumber, SortedMap<ReplicaId, SlotReport>> slots = new TreeMap<>();
    for (ViewChange each : viewChanges) {
      Check.that(each.view().equals(view), "the view changes are for this view");
      for (SlotReport report : each.reports()) {
        if (report.sequence().isAfter(start.sequence())) {
          slots.computeIfAbsent(report.sequence(), _ -> new TreeMap<>()).put(each.sender(), report);
        }
      }
    }
    List<Choice> choices = new ArrayList<>();
    if (!slots.isEmpty()) {
      SequenceNumber last = slots.lastKey();
      for (SequenceNumber s = start.sequence().next(); !s.isAfter(last); s = s.next()) {
        choices.add(SafeValue.choose(quorums, s, slots.getOrDefault(s, new TreeMap<>())));
      }
    }
    return new NewViewPlan(view, start, choices);
  }

  /** Of two that name one checkpoint the first sender's: its certificate is as good. */
  private static Checkpoint start(List<ViewChange> viewChanges) {
    Checkpoint highest = viewChanges.getFirst().stable();
    for (ViewChange each : viewChanges) {
      Check.that(
          !each.stable().sequence().equals(highest.sequence())
              || each.stable().execution().equals(highest.execution()),
          "two blocks are certified at one height: more than f replicas lie");
      if (each.stable().sequence().isAfter(highest.sequence())) {
        highest = each.stable();
      }
    }
    return highest;
  }

  /** The last slot this view may not choose freely; the start if it may choose all. */
  public SequenceNumber end() {
    return start.sequence().plus(choices.size());
  }

  /** What stands for {@code sequence}; empty up to the start and beyond the end. */
  public Optional<Choice> choice(SequenceNumber sequence) {
    long index = sequence.number() - start.sequence().number() - 1;
    return 0 <= index && index < choices.size()
        ? Optional.of(choices.get((int) index))
        : Optional.empty();
  }

  /** The proposal of this view that {@code choice} amounts to. */
  public Proposal proposal(Choice choice) {
    return new Proposal(view, choice.sequence(), choice.batch());
  }
}
