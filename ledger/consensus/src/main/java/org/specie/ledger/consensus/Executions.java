package org.specie.ledger.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message.FullExecuteProof;
import org.specie.ledger.consensus.message.Message.SignState;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/**
 * From decided slots to final blocks: execution in order, execution certificates, stable
 * checkpoints, and noticing that others are far ahead. Source: docs/spec/23-sbft.md, clauses 6.6,
 * 6.7 and 8.2.
 */
final class Executions {
  /** What is known of the execution of one slot. */
  private static final class Progress {
    private @Nullable Execution own;
    private @Nullable QuorumCertificate certificate;
    private @Nullable Execution certified;
    private final SortedMap<ReplicaId, SignState> shares = new TreeMap<>();
    private long executedAtMs;
    private long sentAtMs;
    private int resent;
    private long escalateAtMs;
    private boolean isEmitted;

    private boolean isOpen() {
      return own != null && certificate == null;
    }
  }

  /** Certificates are kept this far behind the stable checkpoint, for those who lack them. */
  private static final long KEPT = Tuning.WINDOW;

  private final Core core;
  private final Slots slots;
  private final Pending pending;
  private final Hopes hopes;
  private final SortedMap<SequenceNumber, Progress> progress = new TreeMap<>();
  private Optional<Checkpoint> ahead = Optional.empty();
  private SequenceNumber highestCertified;
  private long stuckSinceMs;
  private boolean hasEnded;

  Executions(Core core, Slots slots, Pending pending, Hopes hopes) {
    this.core = core;
    this.slots = slots;
    this.pending = pending;
    this.hopes = hopes;
    this.highestCertified = core.stable.sequence();
  }

  SequenceNumber highestCertified() {
    return highestCertified;
  }

  /** Hands over to execution what is decided and next in order. */
  void advance() {
    Optional<Slot> next = slots.find(core.decided.next());
    while (next.isPresent() && next.get().decidedBatch().isPresent()) {
      core.decided = next.get().sequence();
      core.emit(new Effect.Execute(core.decided, next.get().decidedBatch().get()));
      next = slots.find(core.decided.next());
    }
  }

  // --- own executions

  void executed(Execution execution, Optional<SequenceNumber> lastOfEpoch) {
    SequenceNumber sequence = execution.sequence();
    if (!sequence.isAfter(core.executed.sequence())) {
      return;
    }
    Check.that(
        sequence.equals(core.executed.sequence().next()), "slots are executed in their order");
    slots.find(sequence).flatMap(Slot::decidedBatch).ifPresent(pending::executed);
    reached(execution, lastOfEpoch);
    keepOwn(execution);
    shareState(execution);
  }

  /** What a replica after a crash knows it executed; nothing is sent for it but on request. */
  void recover(List<Execution> durable) {
    for (Execution each : durable) {
      if (each.sequence().isAfter(core.surroundings.base().sequence())) {
        keepOwn(each);
      }
    }
    core.stable
        .certificate()
        .filter(_ -> core.stable.sequence().isAfter(core.surroundings.base().sequence()))
        .ifPresent(
            certificate ->
                keepCertificate(
                    progress(core.stable.sequence()), core.stable.execution(), certificate));
  }

  private void reached(Execution execution, Optional<SequenceNumber> lastOfEpoch) {
    core.executed = execution;
    if (core.decided.isBefore(execution.sequence())) {
      core.decided = execution.sequence();
    }
    if (lastOfEpoch.isPresent()) {
      Check.that(
          core.lastOfEpoch.isEmpty() || core.lastOfEpoch.equals(lastOfEpoch),
          "an epoch has one end");
      core.lastOfEpoch = lastOfEpoch;
    }
    stuckSinceMs = core.nowMs();
  }

  private void keepOwn(Execution execution) {
    Progress of = progress(execution.sequence());
    of.own = execution;
    of.executedAtMs = core.nowMs();
    of.sentAtMs = core.nowMs();
    if (of.certificate != null) {
      certified(of, execution.sequence());
    }
  }

  private Progress progress(SequenceNumber sequence) {
    return progress.computeIfAbsent(sequence, _ -> new Progress());
  }

  private void shareState(Execution execution) {
    Progress of = progress(execution.sequence());
    if (of.certificate != null || !core.isVoting()) {
      return;
    }
    SignState share = new SignState(execution, core.cryptography.share(execution));
    of.shares.put(core.self(), share);
    if (core.isAllToAll()) {
      core.broadcast(share);
    } else {
      core.sendAll(hopes.addressees(collectors(execution.sequence()), core.self()), share);
      of.escalateAtMs = core.nowMs() + core.tuning.collectorStaggerMs();
      core.wakeAt(of.escalateAtMs);
    }
    combine(execution.sequence(), of);
  }

  /** The first collector keeps silent: all of them get this replica's share. Spec 1.4. */
  private void escalate(SequenceNumber sequence, Progress of) {
    if (of.escalateAtMs == 0) {
      return;
    }
    if (core.nowMs() < of.escalateAtMs) {
      core.wakeAt(of.escalateAtMs);
      return;
    }
    of.escalateAtMs = 0;
    SignState share = of.shares.get(core.self());
    if (share != null) {
      core.sendAll(collectors(sequence), share);
    }
  }

  private List<ReplicaId> collectors(SequenceNumber sequence) {
    return core.configuration.executionCollectors(core.view, sequence);
  }

  // --- certificates

  void received(ReplicaId from, SignState message) {
    SequenceNumber sequence = message.execution().sequence();
    Progress known = progress.get(sequence);
    boolean isOpen = known != null && known.isOpen();
    if (known != null && known.certificate != null && known.certified != null) {
      boolean isRepeated = known.shares.containsKey(from);
      boolean isLate = core.nowMs() > known.executedAtMs + core.tuning.retransmissionMs();
      if (isRepeated || isLate) {
        core.send(from, new FullExecuteProof(known.certified, known.certificate));
      }
      known.shares.put(from, message);
      return;
    }
    if (!isOpen && !isNear(sequence)) {
      boolean isBehind = !sequence.isAfter(core.stable.sequence());
      core.stable
          .certificate()
          .filter(_ -> isBehind)
          .ifPresent(
              certificate ->
                  core.send(from, new FullExecuteProof(core.stable.execution(), certificate)));
      return;
    }
    Progress of = progress(sequence);
    of.shares.put(from, message);
    combine(sequence, of);
  }

  /** Whether anything is kept about {@code sequence}. */
  private boolean isNear(SequenceNumber sequence) {
    return sequence.number() > core.stable.sequence().number() - KEPT
        && sequence.isAfter(core.surroundings.base().sequence())
        && !sequence.isAfter(core.executed.sequence().plus(Tuning.WINDOW));
  }

  private boolean isKept(SequenceNumber sequence) {
    return isNear(sequence) || progress.containsKey(sequence);
  }

  private void combine(SequenceNumber sequence, Progress of) {
    if (of.own == null || of.certificate != null) {
      return;
    }
    boolean isAsked = of.shares.size() >= core.quorums.execution();
    int turn = core.isAllToAll() ? 0 : hopes.turn(collectors(sequence), core.self());
    // A share reaches others than collectors only when its sender is left without a certificate.
    long startMs =
        of.executedAtMs
            + (turn < 0 ? core.quorums.collectors() + 1 : turn) * core.tuning.collectorStaggerMs();
    if (!isAsked) {
      return;
    }
    if (core.nowMs() < startMs) {
      core.wakeAt(startMs);
      return;
    }
    Execution own = of.own;
    SortedMap<ReplicaId, ByteString> shares = new TreeMap<>();
    of.shares.forEach(
        (replica, share) -> {
          if (share.execution().equals(own)) {
            shares.put(replica, share.share());
          }
        });
    if (shares.size() < core.quorums.execution()) {
      return;
    }
    Cryptography.Combined combined =
        core.cryptography.combine(CertificateKind.EXECUTED, own, shares);
    for (ReplicaId liar : combined.liars()) {
      of.shares.remove(liar);
      core.refuse(liar, ConsensusReason.BAD_SHARE);
    }
    combined
        .certificate()
        .ifPresent(
            certificate -> {
              if (!core.isAllToAll()) {
                core.broadcast(new FullExecuteProof(own, certificate));
              }
              keepCertificate(of, own, certificate);
            });
  }

  void received(ReplicaId from, FullExecuteProof message) {
    Execution execution = message.execution();
    learn(from, new Checkpoint(execution, Optional.of(message.certificate())));
  }

  /** A certified point of the log, which somebody says there is. */
  void learn(ReplicaId from, Checkpoint claimed) {
    SequenceNumber sequence = claimed.sequence();
    Optional<QuorumCertificate> certificate = claimed.certificate();
    Progress known = progress.get(sequence);
    boolean isNews =
        certificate.isPresent()
            && sequence.isAfter(core.surroundings.base().sequence())
            && (known == null || known.certificate == null)
            && (isKept(sequence) || isAhead(sequence));
    if (!isNews) {
      return;
    }
    if (!core.cryptography.isCertificate(
        CertificateKind.EXECUTED, claimed.execution(), certificate.get())) {
      core.refuse(from, ConsensusReason.BAD_CERTIFICATE);
      return;
    }
    if (isAhead(sequence)) {
      ahead = Optional.of(claimed);
    }
    if (isKept(sequence)) {
      keepCertificate(progress(sequence), claimed.execution(), certificate.get());
    }
  }

  private boolean isAhead(SequenceNumber sequence) {
    return sequence.isAfter(core.executed.sequence())
        && (ahead.isEmpty() || sequence.isAfter(ahead.get().sequence()));
  }

  private void keepCertificate(Progress of, Execution execution, QuorumCertificate certificate) {
    of.certificate = certificate;
    of.certified = execution;
    if (of.own != null) {
      certified(of, execution.sequence());
    }
  }

  /** Both are here: what this replica executed and what the others did. They are the same. */
  private void certified(Progress of, SequenceNumber sequence) {
    Execution own = of.own;
    QuorumCertificate certificate = of.certificate;
    if (own == null || certificate == null || of.isEmitted) {
      return;
    }
    Check.that(own.equals(of.certified), "a quorum executed to the state this replica executed to");
    of.isEmitted = true;
    core.emit(new Effect.Certified(own, certificate));
    if (sequence.isAfter(highestCertified)) {
      highestCertified = sequence;
    }
    if (Core.isCheckpoint(sequence)) {
      stable(new Checkpoint(own, Optional.of(certificate)));
    }
    endEpoch();
  }

  /**
   * Nobody but this epoch can certify its blocks, so it ends here only when all of them that were
   * executed here are certified. Spec 9.3.
   */
  private void endEpoch() {
    if (hasEnded || core.lastOfEpoch.isEmpty()) {
      return;
    }
    Progress last = progress.get(core.lastOfEpoch.get());
    if (last == null || last.own == null || last.certificate == null) {
      return;
    }
    if (progress.values().stream().noneMatch(Progress::isOpen)) {
      hasEnded = true;
      core.emit(new Effect.EpochEnded(new Checkpoint(last.own, Optional.of(last.certificate))));
    }
  }

  // --- checkpoints

  private void stable(Checkpoint checkpoint) {
    if (!checkpoint.sequence().isAfter(core.stable.sequence())) {
      return;
    }
    core.stable = checkpoint;
    core.persist(new LogRecord.StableCheckpoint(checkpoint));
    core.emit(new Effect.Stable(checkpoint));
    drop();
  }

  private void drop() {
    slots.dropUpTo(core.stable.sequence());
    long oldest = core.stable.sequence().number() - KEPT;
    if (oldest > 0) {
      progress.headMap(new SequenceNumber(oldest)).values().removeIf(of -> !of.isOpen());
    }
    while (progress.size() > Tuning.UNCERTIFIED_MAX + 4 * Tuning.WINDOW) {
      progress.remove(progress.firstKey());
    }
  }

  /** State transfer has brought the application to a certified block. */
  void caughtUp(Input.CaughtUp caughtUp) {
    Checkpoint checkpoint = caughtUp.checkpoint();
    if (core.lastOfEpoch.isPresent()) {
      forgetCertified(caughtUp);
      endEpoch();
    }
    if (!checkpoint.sequence().isAfter(core.executed.sequence())) {
      return;
    }
    Check.that(checkpoint.certificate().isPresent(), "one catches up to what is certified");
    reached(checkpoint.execution(), caughtUp.lastOfEpoch());
    for (Execution each : caughtUp.uncertified()) {
      boolean isOfEpoch = each.sequence().isAfter(core.surroundings.base().sequence());
      if (isOfEpoch && each.sequence().isBefore(checkpoint.sequence())) {
        keepOwn(each);
      }
    }
    Progress of = progress(checkpoint.sequence());
    of.own = checkpoint.execution();
    of.certificate = checkpoint.certificate().get();
    of.certified = checkpoint.execution();
    of.executedAtMs = core.nowMs();
    if (ahead.isPresent() && !ahead.get().sequence().isAfter(checkpoint.sequence())) {
      ahead = Optional.empty();
    }
    certified(of, checkpoint.sequence());
    // What is certified is a place to go on from, whatever its number: nothing before it is open.
    stable(checkpoint);
    advance();
  }

  /** Others had the certificates this replica still asks for, and its block log has them now. */
  private void forgetCertified(Input.CaughtUp caughtUp) {
    SequenceNumber upTo = caughtUp.checkpoint().sequence();
    List<SequenceNumber> open = caughtUp.uncertified().stream().map(Execution::sequence).toList();
    progress
        .entrySet()
        .removeIf(
            each ->
                each.getKey().isBefore(upTo)
                    && each.getValue().isOpen()
                    && !open.contains(each.getKey()));
  }

  // --- timers

  void onTime() {
    List<SequenceNumber> open = new ArrayList<>();
    progress.forEach(
        (sequence, of) -> {
          if (of.isOpen()) {
            open.add(sequence);
          }
        });
    for (SequenceNumber sequence : open) {
      Progress of = progress.get(sequence);
      if (of != null) {
        combine(sequence, of);
      }
      if (of != null && of.certificate == null) {
        escalate(sequence, of);
        resend(of);
      }
    }
    catchUp();
  }

  private void resend(Progress of) {
    long dueMs = of.sentAtMs + (core.tuning.retransmissionMs() << Math.min(of.resent, 4));
    Execution own = of.own;
    if (own == null || !core.isVoting()) {
      return;
    }
    if (core.nowMs() < dueMs) {
      core.wakeAt(dueMs);
      return;
    }
    of.sentAtMs = core.nowMs();
    of.resent++;
    core.wakeAt(core.nowMs() + core.tuning.retransmissionMs());
    SignState share = new SignState(own, core.cryptography.share(own));
    of.shares.put(core.self(), share);
    core.broadcast(share);
  }

  /**
   * Others are certified to have executed what this replica has not: if it is not getting there by
   * itself, it fetches the blocks.
   */
  private void catchUp() {
    if (ahead.isEmpty()) {
      return;
    }
    SequenceNumber target = ahead.get().sequence();
    if (!target.isAfter(core.executed.sequence())) {
      ahead = Optional.empty();
      return;
    }
    boolean isBeyond = target.isAfter(core.executed.sequence().plus(Tuning.WINDOW / 2));
    long dueMs = stuckSinceMs + (isBeyond ? 1 : 4) * core.tuning.retransmissionMs();
    if (core.nowMs() < dueMs) {
      core.wakeAt(dueMs);
      return;
    }
    stuckSinceMs = core.nowMs();
    core.wakeAt(stuckSinceMs + 4 * core.tuning.retransmissionMs());
    core.emit(new Effect.CatchUp(ahead.get()));
  }
}
