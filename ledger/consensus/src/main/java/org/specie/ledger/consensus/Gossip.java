package org.specie.ledger.consensus;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.FullExecuteProof;
import org.specie.ledger.consensus.message.Message.Status;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;

/** Telling others how far one is, and sending those behind what they lack. Spec 6.8. */
final class Gossip {
  /** Decided slots sent to one replica for one status. */
  private static final int SLOTS_AT_ONCE = 16;

  /** Batches sent to one replica between two of the own statuses. */
  private static final int BATCHES_AT_ONCE = 32;

  private final Core core;
  private final Slots slots;
  private final Executions executions;
  private final ViewChanging viewChanging;
  private final Proposing proposing;
  private final Rejoining rejoining;
  private final SortedMap<ReplicaId, Status> last = new TreeMap<>();
  private final SortedMap<ReplicaId, Integer> batchesSent = new TreeMap<>();
  private long toldAtMs = -1;

  Gossip(
      Core core,
      Slots slots,
      Executions executions,
      ViewChanging viewChanging,
      Proposing proposing,
      Rejoining rejoining) {
    this.core = core;
    this.slots = slots;
    this.executions = executions;
    this.viewChanging = viewChanging;
    this.proposing = proposing;
    this.rejoining = rejoining;
  }

  void onTime() {
    long dueMs = toldAtMs + core.tuning.statusMs();
    if (toldAtMs < 0 || core.nowMs() >= dueMs) {
      toldAtMs = core.nowMs();
      batchesSent.clear();
      core.broadcast(status());
    }
    core.wakeAt(toldAtMs + core.tuning.statusMs());
  }

  private Status status() {
    return new Status(
        core.view, core.isActive, core.stable, core.executed.sequence(), !core.isVoting());
  }

  void received(ReplicaId from, Status status) {
    Optional<Status> before = Optional.ofNullable(last.put(from, status));
    executions.learn(from, status.stable());
    rejoining.heard(from, status);
    viewChanging.saw(from, status.view());
    if (status.isRejoining()) {
      proposing.sawRejoining();
    }
    boolean isInEarlierView =
        status.view().isBefore(core.view)
            || (status.view().equals(core.view) && !status.isActive() && core.isActive);
    if (isInEarlierView) {
      viewChanging.help(from);
    }
    boolean isStuck = before.isPresent() && before.get().executed().equals(status.executed());
    if (isStuck && status.executed().isBefore(core.decided)) {
      sendDecided(from, status.executed());
    }
  }

  private void sendDecided(ReplicaId to, SequenceNumber executed) {
    if (executed.isBefore(core.stable.sequence())) {
      core.stable
          .certificate()
          .ifPresent(
              certificate ->
                  core.send(to, new FullExecuteProof(core.stable.execution(), certificate)));
      return;
    }
    for (int i = 1; i <= SLOTS_AT_ONCE; i++) {
      slots
          .find(executed.plus(i))
          .filter(Slot::isCommitted)
          .ifPresent(slot -> core.send(to, Collecting.proof(slot)));
    }
  }

  void received(ReplicaId from, Message.FetchBatch fetch) {
    int sent = batchesSent.merge(from, 1, Integer::sum);
    if (sent <= BATCHES_AT_ONCE) {
      slots
          .find(fetch.sequence())
          .flatMap(slot -> slot.body(fetch.digest()))
          .ifPresent(batch -> core.send(from, new Message.BatchBody(fetch.sequence(), batch)));
    }
  }
}
