package org.specie.ledger.consensus;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;

/**
 * What a primary proposes, and how requests reach it. Source: docs/spec/23-sbft.md, 6.1 and 6.2.
 */
final class Proposing {
  /** So many transactions, times the slots in flight already, are worth a further slot. */
  private static final int FURTHER_MIN = 8;

  /** How long nothing is proposed while nothing is in flight and much more is expected. */
  private static final long GATHERING_MS = 3;

  /** How long a transaction waits for others to be handed over with. */
  private static final long KEEPING_MS = 2;

  private static final long NEVER = -1;

  private final Core core;
  private final Slots slots;
  private final Pending pending;
  private final Ordering ordering;
  private final EmptySlots emptySlots;
  private SequenceNumber last;
  private int lastSize;

  /** Since when nothing is in flight. */
  private long freeSinceMs;

  /** Since when transactions are kept that might be handed over. */
  private long keptSinceMs = NEVER;

  Proposing(Core core, Slots slots, Pending pending, Ordering ordering, EmptySlots emptySlots) {
    this.core = core;
    this.slots = slots;
    this.pending = pending;
    this.ordering = ordering;
    this.emptySlots = emptySlots;
    this.last = core.executed.sequence();
  }

  /** Begins a view in which slots up to {@code used} are spoken for. */
  void begin(SequenceNumber used) {
    last = used;
    lastSize = 0;
  }

  /** After a crash: a primary goes on behind everything it proposed or a new view bound. */
  void resume() {
    last = core.executed.sequence();
    if (last.isBefore(core.impliedUpTo)) {
      last = core.impliedUpTo;
    }
    for (Slot slot : slots.all().values()) {
      if (slot.proposalIn(core.view).isPresent() && last.isBefore(slot.sequence())) {
        last = slot.sequence();
      }
    }
  }

  /** Somebody who lost its log waits for checkpoints to come. */
  void sawRejoining() {
    emptySlots.sawRejoining();
    core.wakeAt(core.nowMs());
  }

  void submitted(List<Transaction> transactions) {
    for (Transaction each : transactions) {
      pending.add(each, true, core.nowMs());
    }
    handOver();
  }

  /**
   * What another replica handed over; this one's shell has asked its application too. The primary
   * proposes it. Others got it because it did not appear in time: they watch it as their own, so
   * that a silent primary is complained about by more than one.
   */
  void received(Message.Request request) {
    if (!core.isActive) {
      return;
    }
    for (Transaction each : request.transactions()) {
      pending.add(each, !core.isPrimary(), core.nowMs());
    }
    handOver();
  }

  /**
   * Hands own transactions to the primary, as many as are on their way together, and to everybody
   * if they do not appear.
   */
  void handOver() {
    if (!core.isActive || !pending.hasOwn()) {
      return;
    }
    int atMost = Message.Request.TRANSACTIONS_MAX;
    if (core.isPrimary() || !isKeeping()) {
      showPrimary(atMost);
    }
    long againAfterMs = 2 * core.tuning.retransmissionMs();
    List<Transaction> overdue =
        pending.takeToRepeat(core.nowMs() - againAfterMs, core.nowMs(), atMost);
    if (!overdue.isEmpty()) {
      core.broadcast(new Message.Request(overdue));
    }
    core.wakeAt(core.nowMs() + againAfterMs);
  }

  /** All that was not shown yet, in as many messages as it takes. */
  private void showPrimary(int atMost) {
    keptSinceMs = NEVER;
    List<Transaction> fresh = pending.takeToHandOver(core.nowMs(), atMost);
    while (!fresh.isEmpty()) {
      if (!core.isPrimary()) {
        core.send(core.configuration.primary(core.view), new Message.Request(fresh));
      }
      fresh = pending.takeToHandOver(core.nowMs(), atMost);
    }
  }

  /** Whether those who were answered together get a moment to ask again together. */
  private boolean isKeeping() {
    if (!pending.isMoreExpected()) {
      return false;
    }
    if (keptSinceMs == NEVER) {
      keptSinceMs = core.nowMs();
    }
    long endMs = keptSinceMs + KEEPING_MS;
    if (core.nowMs() < endMs) {
      core.wakeAt(endMs);
      return true;
    }
    return false;
  }

  /** Proposes what waits, as far as the window and the load allow. */
  void propose() {
    if (!core.isActive || !core.isPrimary() || !core.isVoting()) {
      return;
    }
    if (last.isBefore(core.executed.sequence())) {
      last = core.executed.sequence();
    }
    if (inFlight() > 0) {
      freeSinceMs = NEVER;
    } else if (freeSinceMs == NEVER) {
      freeSinceMs = core.nowMs();
    }
    while (hasRoom()) {
      boolean isFilling = pending.unproposed() == 0;
      if (isFilling && !emptySlots.takeTurn(inFlight())) {
        return;
      }
      if (!isFilling && (pending.unproposed() < worthwhile() || isGathering())) {
        return;
      }
      List<Transaction> taken = pending.take(core.tuning);
      lastSize = taken.size();
      propose(new Batch(core.now.epochSeconds(), taken));
    }
  }

  private long inFlight() {
    return last.number() - Math.min(last.number(), core.executed.sequence().number());
  }

  private boolean hasRoom() {
    SequenceNumber next = last.next();
    return inFlight() < core.tuning.inFlightMax()
        && core.isInWindow(next)
        && !core.isAfterEpoch(next);
  }

  /**
   * A further slot in flight must be worth its messages, and carry at least twice what is in flight
   * already, so that load makes batches larger before it makes them more: where all is near, what
   * comes meanwhile makes the next batch.
   */
  private int worthwhile() {
    long inFlight = inFlight();
    if (inFlight == 0) {
      return 1;
    }
    long enough = Math.max(FURTHER_MIN * inFlight, 2L * pending.proposed());
    return (int) Math.min(core.tuning.batchTransactionsMax(), enough);
  }

  /**
   * Whether the first slot in flight waits a moment because, by the last batch, more is on its way:
   * those who got their answers send their next requests. One client alone never waits.
   */
  private boolean isGathering() {
    boolean isMoreExpected = pending.unproposed() < lastSize;
    if (inFlight() > 0 || !isMoreExpected) {
      return false;
    }
    long endMs = freeSinceMs + GATHERING_MS;
    if (core.nowMs() < endMs) {
      core.wakeAt(endMs);
      return true;
    }
    return false;
  }

  private void propose(Batch batch) {
    last = last.next();
    ByteString signature =
        core.cryptography.sign(new Signed.Proposed(new Proposal(core.view, last, batch.digest())));
    PrePrepare prePrepare = new PrePrepare(core.view, last, batch, signature);
    ordering.propose(slots.open(last), prePrepare);
  }
}
