package org.specie.ledger.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Now;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/**
 * One replica in one epoch, as a state machine: {@link #step} takes the time and something that
 * happened, and gives what is to be done about it, in order. It has no thread, clock, socket or
 * file; the same steps give the same effects. Not thread-safe. Source: docs/spec/23-sbft.md.
 */
public final class Replica {
  private final Core core;
  private final Slots slots = new Slots();
  private final Pending pending = new Pending();
  private final Hopes hopes = new Hopes();
  private final EmptySlots emptySlots;
  private final Ordering ordering;
  private final Executions executions;
  private final Proposing proposing;
  private final ViewChanging viewChanging;
  private final Rejoining rejoining;
  private final Gossip gossip;

  private Replica(Core.Surroundings surroundings, Execution executed) {
    core = new Core(surroundings, executed);
    emptySlots = new EmptySlots(core);
    executions = new Executions(core, slots, pending, hopes);
    ordering = new Ordering(core, slots, pending, hopes, emptySlots, new Decisions());
    proposing = new Proposing(core, slots, pending, ordering, emptySlots);
    viewChanging =
        new ViewChanging(core, slots, pending, ordering, executions, proposing, emptySlots);
    rejoining = new Rejoining(core);
    gossip = new Gossip(core, slots, executions, viewChanging, proposing, rejoining);
    core.impliedUpTo = surroundings.base().sequence();
  }

  private final class Decisions implements Ordering.Listener {
    @Override
    public void decided(Slot slot) {
      executions.advance();
    }

    @Override
    public void convicted() {
      viewChanging.complain();
    }
  }

  /** A replica that begins an epoch and has said nothing in it. */
  public static Replica start(
      Configuration configuration,
      Tuning tuning,
      Cryptography cryptography,
      Acceptance acceptance,
      Checkpoint base) {
    return new Replica(
        new Core.Surroundings(configuration, tuning, cryptography, acceptance, base),
        base.execution());
  }

  /**
   * A replica after a crash.
   *
   * @param records the whole log of the epoch, in order
   * @param durable the executions of the last durable blocks in order, at least the last one, and
   *     as far back as blocks lack a certificate but at most {@link Tuning#UNCERTIFIED_MAX}
   * @param lastOfEpoch as the application said with the last durable block
   */
  public static Replica recover(
      Configuration configuration,
      Tuning tuning,
      Cryptography cryptography,
      Acceptance acceptance,
      Checkpoint base,
      List<LogRecord> records,
      List<Execution> durable,
      Optional<SequenceNumber> lastOfEpoch) {
    Check.that(!durable.isEmpty(), "something was executed, were it the base");
    Replica replica =
        new Replica(
            new Core.Surroundings(configuration, tuning, cryptography, acceptance, base),
            durable.getLast());
    replica.core.lastOfEpoch = lastOfEpoch;
    replica.read(records);
    replica.executions.recover(durable);
    return replica;
  }

  /** A replica whose log is gone or damaged, whatever its application still has. */
  public static Replica rejoin(
      Configuration configuration,
      Tuning tuning,
      Cryptography cryptography,
      Acceptance acceptance,
      Checkpoint base,
      List<Execution> durable,
      Optional<SequenceNumber> lastOfEpoch) {
    Replica replica =
        recover(
            configuration, tuning, cryptography, acceptance, base, List.of(), durable, lastOfEpoch);
    replica.rejoining.begin();
    return replica;
  }

  private void read(List<LogRecord> records) {
    for (LogRecord record : records) {
      switch (record) {
        case LogRecord.Accepted(PrePrepare prePrepare) -> {
          Slot slot = slots.open(prePrepare.sequence());
          slot.keepBody(prePrepare.batch());
          slot.accepted = Optional.of(prePrepare);
        }
        case LogRecord.Prepared(Proposal of, var certificate) ->
            slots.open(of.sequence()).prepared =
                Optional.of(new SlotReport.Prepared(of.view(), of.batch(), certificate));
        case LogRecord.Committed(Proposal of, var kind, var certificate) ->
            slots.open(of.sequence()).committed =
                Optional.of(new SlotReport.Committed(of.view(), of.batch(), kind, certificate));
        case LogRecord.LeftView(var change) -> viewChanging.recoverLeft(change);
        case LogRecord.EnteredView(var newView) -> viewChanging.recoverEntered(newView);
        case LogRecord.StableCheckpoint(Checkpoint checkpoint) -> {
          core.stable = checkpoint;
          slots.dropUpTo(checkpoint.sequence());
        }
        case LogRecord.VotesFrom(SequenceNumber bound) -> rejoining.recover(bound);
      }
    }
    rejoining.consider();
  }

  private boolean isFresh = true;

  /** Takes one thing that happened. */
  public List<Effect> step(Now now, Input input) {
    return step(now, List.of(input));
  }

  /**
   * Takes what happened, in order, and proposes once for all of it. Effects are to be done in
   * order; nothing may be sent before what stands before it is persisted.
   */
  public List<Effect> step(Now now, List<Input> inputs) {
    Check.that(
        isFresh || now.monotonicMs() >= core.now.monotonicMs(), "the monotonic clock is monotonic");
    core.now = now;
    if (isFresh) {
      isFresh = false;
      emptySlots.begin();
      viewChanging.resume();
      proposing.resume();
      executions.advance();
      core.forgetAlarms();
      core.wakeAt(now.monotonicMs());
    }
    inputs.forEach(this::handle);
    if (core.nowMs() >= core.deadlineMs()) {
      core.forgetAlarms();
      ordering.onTime();
      executions.onTime();
      proposing.handOver();
      viewChanging.onTime();
      gossip.onTime();
    }
    rejoining.consider();
    viewChanging.followPlan();
    proposing.propose();
    return core.takeEffects();
  }

  private void handle(Input input) {
    switch (input) {
      case Input.Received(ReplicaId from, long epoch, Message message) -> {
        if (epoch != core.configuration.epoch()) {
          core.refuse(from, ConsensusReason.OTHER_EPOCH);
        } else if (!core.quorums.isReplica(from) || from.equals(core.self())) {
          core.refuse(from, ConsensusReason.UNKNOWN_REPLICA);
        } else {
          handle(from, message);
        }
      }
      case Input.Submitted submitted -> {
        boolean isFirst = !pending.hasOwn();
        proposing.submitted(submitted.transactions());
        if (isFirst) {
          viewChanging.beganToWait();
        }
      }
      case Input.Settled(var transactions) -> pending.forget(transactions);
      case Input.Executed executed -> {
        executions.executed(executed.execution(), executed.lastOfEpoch());
        emptySlots.executed();
        viewChanging.progressed();
      }
      case Input.CaughtUp caughtUp -> {
        executions.caughtUp(caughtUp);
        emptySlots.executed();
        viewChanging.progressed();
      }
      case Input.Awaited(SequenceNumber after, Optional<SequenceNumber> until) -> {
        boolean isFirst = !emptySlots.isOwed();
        emptySlots.awaited(after, until);
        if (isFirst && emptySlots.isOwed()) {
          viewChanging.beganToWait();
        }
      }
      case Input.Connected connected -> hopes.connected(connected.peer());
      case Input.Disconnected disconnected -> {
        hopes.disconnected(disconnected.peer());
        core.wakeAt(core.nowMs());
      }
      case Input.Tick _ -> {}
    }
  }

  private void handle(ReplicaId from, Message message) {
    switch (message) {
      case Message.Request request -> proposing.received(request);
      case Message.PrePrepare prePrepare -> ordering.received(from, prePrepare);
      case Message.SignShare share -> ordering.received(from, share);
      case Message.Prepare prepare -> ordering.received(from, prepare);
      case Message.CommitShare share -> ordering.received(from, share);
      case Message.FullCommitProof proof -> ordering.received(from, proof);
      case Message.SignState state -> executions.received(from, state);
      case Message.FullExecuteProof proof -> executions.received(from, proof);
      case Message.Complaint complaint -> viewChanging.received(from, complaint);
      case Message.ViewChange change -> viewChanging.received(from, change);
      case Message.NewView newView -> viewChanging.received(from, newView);
      case Message.Status status -> gossip.received(from, status);
      case Message.FetchBatch fetch -> gossip.received(from, fetch);
      case Message.BatchBody body -> ordering.received(from, body);
    }
  }

  /** When to give a {@link Input.Tick} at the latest, on the monotonic clock. */
  public long nextDeadlineMs() {
    return isFresh ? core.nowMs() : core.deadlineMs();
  }

  /**
   * What a log that begins anew must contain to stand for everything before it. After an {@link
   * Effect.Stable} a shell may write these and drop the older records.
   */
  public List<LogRecord> records() {
    List<LogRecord> records = new ArrayList<>(rejoining.records());
    core.stable
        .certificate()
        .ifPresent(_ -> records.add(new LogRecord.StableCheckpoint(core.stable)));
    records.addAll(viewChanging.records());
    for (Slot slot : slots.all().values()) {
      slot.accepted.ifPresent(each -> records.add(new LogRecord.Accepted(each)));
      slot.prepared.ifPresent(
          each -> records.add(new LogRecord.Prepared(prepared(slot, each), each.certificate())));
      slot.committed.ifPresent(
          each ->
              records.add(
                  new LogRecord.Committed(committed(slot, each), each.kind(), each.certificate())));
    }
    return records;
  }

  private static Proposal prepared(Slot slot, SlotReport.Prepared of) {
    return new Proposal(of.view(), slot.sequence(), of.batch());
  }

  private static Proposal committed(Slot slot, SlotReport.Committed of) {
    return new Proposal(of.view(), slot.sequence(), of.batch());
  }

  /** Where the replica stands. */
  public ReplicaStatus status() {
    return new ReplicaStatus(
        core.view,
        core.isActive,
        core.isVoting(),
        core.decided,
        core.executed.sequence(),
        executions.highestCertified(),
        core.stable.sequence(),
        pending.size());
  }
}
