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
  private final Core core;
  private final Slots slots;
  private final Pending pending;
  private final Ordering ordering;
  private final EmptySlots emptySlots;
  private SequenceNumber last;

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

  /** Hands own transactions to the primary at once, and to everybody if they do not appear. */
  void handOver() {
    if (!core.isActive || !pending.hasOwn()) {
      return;
    }
    int atMost = Message.Request.TRANSACTIONS_MAX;
    List<Transaction> fresh = pending.takeToHandOver(core.nowMs(), atMost);
    if (!fresh.isEmpty() && !core.isPrimary()) {
      core.send(core.configuration.primary(core.view), new Message.Request(fresh));
    }
    long againAfterMs = 2 * core.tuning.retransmissionMs();
    List<Transaction> overdue =
        pending.takeToRepeat(core.nowMs() - againAfterMs, core.nowMs(), atMost);
    if (!overdue.isEmpty()) {
      core.broadcast(new Message.Request(overdue));
    }
    core.wakeAt(core.nowMs() + againAfterMs);
  }

  /** Proposes what waits, as far as the window and the load allow. */
  void propose() {
    if (!core.isActive || !core.isPrimary() || !core.isVoting()) {
      return;
    }
    if (last.isBefore(core.executed.sequence())) {
      last = core.executed.sequence();
    }
    while (hasRoom()) {
      boolean isFilling = pending.unproposed() == 0;
      if (isFilling && !emptySlots.takeTurn(inFlight())) {
        return;
      }
      if (!isFilling && pending.unproposed() < worthwhile()) {
        return;
      }
      propose(new Batch(core.now.epochSeconds(), pending.take(core.tuning)));
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
   * The first slot in flight takes what there is; a further one must be worth its messages, so that
   * load makes batches larger before it makes them more.
   */
  private int worthwhile() {
    long inFlight = inFlight();
    return inFlight == 0 ? 1 : (int) Math.min(core.tuning.batchTransactionsMax(), 8 * inFlight);
  }

  private void propose(Batch batch) {
    last = last.next();
    ByteString signature =
        core.cryptography.sign(new Signed.Proposed(new Proposal(core.view, last, batch.digest())));
    PrePrepare prePrepare = new PrePrepare(core.view, last, batch, signature);
    ordering.propose(slots.open(last), prePrepare);
  }
}
