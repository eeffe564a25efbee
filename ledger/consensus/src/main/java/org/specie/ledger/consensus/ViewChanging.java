package org.specie.ledger.consensus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.message.Message.Complaint;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;
import org.specie.ledger.consensus.viewchange.Choice;
import org.specie.ledger.consensus.viewchange.NewViewPlan;
import org.specie.ledger.consensus.viewchange.ViewChangeRules;

/**
 * Leaving a view whose primary does not do its work, and entering the next one with everything that
 * was decided. Source: docs/spec/23-sbft.md, section 7.
 */
final class ViewChanging {
  /** A request may wait so many timeouts although others are served. */
  private static final int CENSORSHIP_FACTOR = 4;

  private static final int DOUBLINGS_MAX = 16;

  private final Core core;
  private final Slots slots;
  private final Pending pending;
  private final Ordering ordering;
  private final Executions executions;
  private final Proposing proposing;
  private final EmptySlots emptySlots;

  private final SortedMap<ReplicaId, View> complaints = new TreeMap<>();
  private final SortedMap<ReplicaId, ViewChange> changes = new TreeMap<>();

  /** The highest view in which each other replica showed itself. */
  private final SortedMap<ReplicaId, View> reached = new TreeMap<>();

  /** What the view entered last says about slots beyond the window, in order. */
  private final Deque<Choice> planned = new ArrayDeque<>();

  private Optional<ViewChange> own = Optional.empty();
  private Optional<NewView> entered = Optional.empty();
  private int failed;
  private long progressMs;
  private long leftMs;
  private long repeatedMs;
  private boolean hasComplained;

  ViewChanging(
      Core core,
      Slots slots,
      Pending pending,
      Ordering ordering,
      Executions executions,
      Proposing proposing,
      EmptySlots emptySlots) {
    this.core = core;
    this.slots = slots;
    this.pending = pending;
    this.ordering = ordering;
    this.executions = executions;
    this.proposing = proposing;
    this.emptySlots = emptySlots;
  }

  // --- complaints

  /** Something was executed: whatever was held against the primary is answered. */
  void progressed() {
    progressMs = core.nowMs();
    if (!core.isActive) {
      return;
    }
    failed = 0;
    if (hasComplained) {
      hasComplained = false;
      complaints.remove(core.self());
    }
  }

  /** Somebody began to wait. */
  void beganToWait() {
    progressMs = Math.max(progressMs, core.nowMs());
    core.wakeAt(progressMs + timeoutMs());
  }

  private long timeoutMs() {
    long doubled = core.tuning.requestTimeoutMs() << Math.min(failed, DOUBLINGS_MAX);
    return Math.min(doubled, core.tuning.viewChangeTimeoutMaxMs());
  }

  /** {@code peer} is in {@code view}, or was. */
  void saw(ReplicaId peer, View view) {
    reached.merge(peer, view, (known, now) -> now.isAfter(known) ? now : known);
    follow();
  }

  /**
   * Whether as many as make a new view have left the views before this one. Spec 7.2: whoever waits
   * for others does not run ahead of them.
   */
  private boolean isAccompanied() {
    long others = reached.values().stream().filter(view -> !view.isBefore(core.view)).count();
    return 1 + others >= core.quorums.viewChange();
  }

  /** Asks to leave the view, whether it is entered or not. */
  void complain() {
    if (hasComplained || !core.isVoting()) {
      return;
    }
    hasComplained = true;
    complaints.put(core.self(), core.view);
    core.notice(new Notice.ComplainedAbout(core.view));
    sendComplaint();
    considerComplaints();
  }

  private void sendComplaint() {
    repeatedMs = core.nowMs();
    ByteString signature = core.cryptography.sign(new Signed.Complained(core.view));
    core.broadcast(new Complaint(core.view, signature));
  }

  void received(ReplicaId from, Complaint complaint) {
    View known = complaints.get(from);
    boolean isNews =
        !complaint.view().isBefore(core.view)
            && (known == null || known.isBefore(complaint.view()));
    if (!isNews) {
      return;
    }
    if (!core.cryptography.isSignature(
        new Signed.Complained(complaint.view()), from, complaint.signature())) {
      core.refuse(from, ConsensusReason.BAD_SIGNATURE);
      return;
    }
    complaints.put(from, complaint.view());
    considerComplaints();
    saw(from, complaint.view());
  }

  private void considerComplaints() {
    Optional<View> common = common(complaints.values().stream().toList());
    if (common.isPresent() && !common.get().isBefore(core.view) && core.isVoting()) {
      if (!hasComplained) {
        complain();
        return;
      }
      leave(common.get().next());
    }
  }

  /**
   * The highest view that f + 1 of {@code views} reach, so that an honest replica is among them.
   */
  private Optional<View> common(List<View> views) {
    List<View> sorted = views.stream().sorted(Comparator.reverseOrder()).toList();
    int needed = core.quorums.complaint();
    return sorted.size() < needed ? Optional.empty() : Optional.of(sorted.get(needed - 1));
  }

  // --- leaving

  private void leave(View towards) {
    Check.that(towards.isAfter(core.view), "views only grow");
    core.view = towards;
    core.isActive = false;
    hasComplained = false;
    planned.clear();
    failed++;
    leftMs = core.nowMs();
    repeatedMs = core.nowMs();
    core.wakeAt(leftMs + timeoutMs());
    slots.all().values().forEach(Slot::forgetView);
    ViewChange change = ownChange();
    own = Optional.of(change);
    core.persist(new LogRecord.LeftView(change));
    core.broadcast(change);
    core.notice(new Notice.LeftView(towards));
    changes.put(core.self(), change);
    tryNewView();
  }

  private ViewChange ownChange() {
    List<SlotReport> reports = new ArrayList<>();
    for (Slot slot : slots.all().values()) {
      boolean isReported = slot.sequence().isAfter(core.stable.sequence());
      slot.report().filter(_ -> isReported).ifPresent(reports::add);
    }
    ViewChange unsigned =
        new ViewChange(core.self(), core.view, core.stable, reports, ByteString.EMPTY);
    return new ViewChange(
        core.self(),
        core.view,
        core.stable,
        reports,
        core.cryptography.sign(new Signed.ViewChanged(unsigned.body())));
  }

  void received(ReplicaId from, ViewChange change) {
    boolean isLate =
        change.view().isBefore(core.view) || (core.isActive && change.view().equals(core.view));
    if (isLate) {
      help(from);
      return;
    }
    ViewChange known = changes.get(change.sender());
    if (known != null && !known.view().isBefore(change.view())) {
      return;
    }
    Optional<ConsensusReason> refusal =
        ViewChangeRules.judge(
            core.configuration, core.cryptography, core.surroundings.base(), change);
    if (refusal.isPresent()) {
      core.refuse(from, refusal.get());
      return;
    }
    changes.put(change.sender(), change);
    saw(change.sender(), change.view());
    tryNewView();
  }

  /** Joins those who moved on, once one of them must be honest. Spec 7.2. */
  private void follow() {
    if (!core.isVoting()) {
      return;
    }
    Optional<View> common = common(reached.values().stream().toList());
    if (common.isPresent() && common.get().isAfter(core.view)) {
      leave(common.get());
    }
  }

  /**
   * Gives a replica that is in an earlier view, or not in this one yet, what it needs to enter. A
   * new view is taken from its primary alone: anybody else could build another one of other
   * messages.
   */
  void help(ReplicaId peer) {
    if (core.isActive && core.isPrimary()) {
      entered.ifPresent(newView -> core.send(peer, newView));
    } else if (!core.isActive) {
      own.ifPresent(change -> core.send(peer, change));
    }
  }

  // --- entering

  private void tryNewView() {
    if (core.isActive || !core.isPrimary() || !core.isVoting()) {
      return;
    }
    List<ViewChange> ready =
        changes.values().stream()
            .filter(change -> change.view().equals(core.view))
            .limit(core.quorums.viewChange())
            .toList();
    if (ready.size() == core.quorums.viewChange()) {
      NewView newView = new NewView(core.view, ready);
      core.persist(new LogRecord.EnteredView(newView));
      core.broadcast(newView);
      enter(newView);
    }
  }

  void received(ReplicaId from, NewView newView) {
    boolean isLate =
        newView.view().isBefore(core.view) || (core.isActive && newView.view().equals(core.view));
    if (isLate) {
      return;
    }
    if (!from.equals(core.configuration.primary(newView.view()))) {
      core.refuse(from, ConsensusReason.NOT_THE_PRIMARY);
      return;
    }
    Optional<ConsensusReason> refusal =
        ViewChangeRules.judge(
            core.configuration, core.cryptography, core.surroundings.base(), newView);
    if (refusal.isPresent()) {
      core.refuse(from, refusal.get());
      return;
    }
    core.persist(new LogRecord.EnteredView(newView));
    enter(newView);
  }

  private void enter(NewView newView) {
    core.view = newView.view();
    core.isActive = true;
    entered = Optional.of(newView);
    hasComplained = false;
    complaints.values().removeIf(view -> view.isBefore(core.view));
    changes.values().removeIf(change -> !change.view().isAfter(core.view));
    progressMs = core.nowMs();
    slots.all().values().forEach(Slot::forgetView);
    pending.restart(core.nowMs());
    core.notice(new Notice.EnteredView(core.view));
    follow(NewViewPlan.of(core.quorums, core.view, newView.viewChanges()));
    proposing.handOver();
    core.wakeAt(progressMs + timeoutMs());
  }

  private void follow(NewViewPlan plan) {
    SequenceNumber last = plan.end();
    executions.learn(core.self(), plan.start());
    core.impliedUpTo = last;
    planned.clear();
    planned.addAll(plan.choices());
    followPlan();
    proposing.begin(last.isBefore(core.executed.sequence()) ? core.executed.sequence() : last);
  }

  /** Does what the new view says about slots that are in the window by now. Spec 7.7. */
  void followPlan() {
    while (!planned.isEmpty() && core.isActive) {
      Choice next = planned.getFirst();
      boolean isPast = !next.sequence().isAfter(core.stable.sequence());
      if (!isPast && !core.isInWindow(next.sequence())) {
        return;
      }
      planned.removeFirst();
      if (!isPast && !core.isAfterEpoch(next.sequence())) {
        follow(slots.open(next.sequence()), next);
      }
    }
  }

  private void follow(Slot slot, Choice choice) {
    switch (choice) {
      case Choice.Decided decided -> {
        ordering.commit(slot, decided.proposal(), decided.kind(), decided.certificate());
        if (slot.decidedBatch().isEmpty()) {
          ordering.want(slot, core.configuration.others().getFirst());
        }
      }
      case Choice.Proposed proposed -> ordering.imply(slot, proposed.batch(), proposed.holders());
      case Choice.Null _ -> ordering.imply(slot, Batch.NULL.digest(), List.of());
    }
  }

  // --- timers

  void onTime() {
    if (!core.isVoting()) {
      return;
    }
    if (core.isActive) {
      watchPrimary();
    } else {
      watchViewChange();
    }
    if (core.nowMs() >= repeatedMs + 4 * core.tuning.retransmissionMs()) {
      repeat();
    }
    if (hasComplained || !core.isActive) {
      core.wakeAt(repeatedMs + 4 * core.tuning.retransmissionMs());
    }
  }

  /** Says again what others may have missed: where this replica is, and that it wants to leave. */
  private void repeat() {
    repeatedMs = core.nowMs();
    if (!core.isActive) {
      own.ifPresent(core::broadcast);
    }
    if (hasComplained) {
      sendComplaint();
    }
  }

  private void watchPrimary() {
    boolean isSlotOpen =
        slots.all().values().stream()
            .anyMatch(
                slot ->
                    slot.sequence().isAfter(core.executed.sequence()) && slot.accepted.isPresent());
    if (!isSlotOpen && !pending.hasOwn() && !emptySlots.isOwed()) {
      progressMs = core.nowMs();
      return;
    }
    long patienceMs = timeoutMs();
    long oldestMs = pending.oldestOwnSinceMs();
    long dueMs = progressMs + patienceMs;
    if (oldestMs != Long.MAX_VALUE) {
      dueMs = Math.min(dueMs, oldestMs + CENSORSHIP_FACTOR * patienceMs);
    }
    if (core.nowMs() >= dueMs) {
      complain();
    } else {
      core.wakeAt(dueMs);
    }
  }

  private void watchViewChange() {
    if (!isAccompanied()) {
      leftMs = core.nowMs();
    }
    long dueMs = leftMs + timeoutMs();
    if (core.nowMs() >= dueMs) {
      complain();
    } else {
      core.wakeAt(dueMs);
    }
  }

  // --- crashes

  void recoverLeft(ViewChange change) {
    core.view = change.view();
    core.isActive = false;
    own = Optional.of(change);
    changes.put(core.self(), change);
  }

  void recoverEntered(NewView newView) {
    core.view = newView.view();
    core.isActive = true;
    entered = Optional.of(newView);
    own = Optional.empty();
    changes.remove(core.self());
  }

  /** After all records are read: what the view entered last implies stands again. */
  void resume() {
    progressMs = core.nowMs();
    leftMs = core.nowMs();
    repeatedMs = core.nowMs();
    if (core.isActive && entered.isPresent()) {
      follow(NewViewPlan.of(core.quorums, core.view, entered.orElseThrow().viewChanges()));
    }
  }

  /** What a log that begins anew must say about views. */
  List<LogRecord> records() {
    List<LogRecord> records = new ArrayList<>();
    entered.ifPresent(newView -> records.add(new LogRecord.EnteredView(newView)));
    if (!core.isActive) {
      own.ifPresent(change -> records.add(new LogRecord.LeftView(change)));
    }
    return records;
  }
}
