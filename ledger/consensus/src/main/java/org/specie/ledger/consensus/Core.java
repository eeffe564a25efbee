package org.specie.ledger.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Now;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;

/**
 * What all parts of a replica share: where it stands, its surroundings, and the effects of the step
 * in hand. Only the parts in this package touch it.
 */
final class Core {
  /** Everything a replica is given and never changes. */
  record Surroundings(
      Configuration configuration,
      Tuning tuning,
      Cryptography cryptography,
      Acceptance acceptance,
      Checkpoint base) {}

  final Surroundings surroundings;
  final Configuration configuration;
  final Quorums quorums;
  final Tuning tuning;
  final Cryptography cryptography;

  Now now = new Now(0, 0);
  View view = View.FIRST;
  boolean isActive = true;
  Checkpoint stable;
  Execution executed;
  SequenceNumber decided;
  Optional<SequenceNumber> lastOfEpoch = Optional.empty();

  /** Slots up to this one were proposed by the new view itself; its primary has no say in them. */
  SequenceNumber impliedUpTo = new SequenceNumber(0);

  private boolean isVoting = true;
  private List<Effect> effects = new ArrayList<>();
  private long deadlineMs;

  Core(Surroundings surroundings, Execution executed) {
    this.surroundings = surroundings;
    this.configuration = surroundings.configuration();
    this.quorums = configuration.quorums();
    this.tuning = surroundings.tuning();
    this.cryptography = surroundings.cryptography();
    this.stable = surroundings.base();
    this.executed = executed;
    this.decided = executed.sequence();
  }

  // --- where the replica stands

  ReplicaId self() {
    return configuration.self();
  }

  boolean isPrimary() {
    return configuration.isPrimary(view);
  }

  /** Whether what it says counts: it has its log, or is beyond all it may have voted for. */
  boolean isVoting() {
    return isVoting;
  }

  void setVoting(boolean voting) {
    isVoting = voting;
  }

  boolean isAllToAll() {
    return tuning.dissemination() == Tuning.Dissemination.ALL_TO_ALL;
  }

  /** Whether the replica keeps anything about {@code sequence}. Spec 2.1. */
  boolean isInWindow(SequenceNumber sequence) {
    return sequence.isAfter(stable.sequence())
        && !sequence.isAfter(stable.sequence().plus(Tuning.WINDOW))
        && !sequence.isAfter(executed.sequence().plus(Tuning.WINDOW));
  }

  /** Whether {@code sequence} lies beyond the last slot of the epoch, as far as that is known. */
  boolean isAfterEpoch(SequenceNumber sequence) {
    return lastOfEpoch.isPresent() && sequence.isAfter(lastOfEpoch.get());
  }

  static boolean isCheckpoint(SequenceNumber sequence) {
    return sequence.number() % Tuning.CHECKPOINT_INTERVAL == 0;
  }

  // --- effects

  void persist(LogRecord record) {
    effects.add(new Effect.Persist(record));
  }

  void send(ReplicaId to, Message message) {
    effects.add(new Effect.Send(to, message));
  }

  /** To all of {@code receivers} but this replica. */
  void sendAll(List<ReplicaId> receivers, Message message) {
    for (ReplicaId each : receivers) {
      if (!each.equals(self())) {
        send(each, message);
      }
    }
  }

  void broadcast(Message message) {
    if (configuration.quorums().replicas() > 1) {
      effects.add(new Effect.Broadcast(message));
    }
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  void notice(Notice notice) {
    effects.add(new Effect.Notify(notice));
  }

  void refuse(ReplicaId from, ConsensusReason reason) {
    notice(new Notice.Refused(from, reason));
  }

  List<Effect> takeEffects() {
    List<Effect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }

  // --- timers

  long nowMs() {
    return now.monotonicMs();
  }

  /** Asks to be woken at {@code atMs} at the latest. */
  void wakeAt(long atMs) {
    deadlineMs = Math.min(deadlineMs, atMs);
  }

  /** Forgets all alarms; those who still need one ask again. */
  void forgetAlarms() {
    deadlineMs = Long.MAX_VALUE;
  }

  long deadlineMs() {
    return deadlineMs;
  }
}
