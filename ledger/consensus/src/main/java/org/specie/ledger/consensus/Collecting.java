package org.specie.ledger.consensus;

import java.util.Optional;
import java.util.SortedMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Message.CommitShare;
import org.specie.ledger.consensus.message.Message.FullCommitProof;
import org.specie.ledger.consensus.message.Message.Prepare;
import org.specie.ledger.consensus.message.Message.SignShare;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * What a collector does: shares of others come in, certificates go out, by the fast path while
 * everybody is expected to vote and by the slow one otherwise. Source: docs/spec/23-sbft.md,
 * clauses 1.4, 6.4 and 6.5.
 */
final class Collecting {
  /** Hears of each certificate that was made here. */
  interface Listener {
    void prepared(Slot slot, Proposal proposal, QuorumCertificate certificate);

    void committed(
        Slot slot, Proposal proposal, CertificateKind kind, QuorumCertificate certificate);
  }

  private final Core core;
  private final Slots slots;
  private final Hopes hopes;
  private final Shares shares;
  private final Listener listener;

  Collecting(Core core, Slots slots, Hopes hopes, Shares shares, Listener listener) {
    this.core = core;
    this.slots = slots;
    this.hopes = hopes;
    this.shares = shares;
    this.listener = listener;
  }

  /** Takes over what came before the proposal it is of. */
  void takeEarlyShares(Slot slot, Proposal proposal) {
    slot.earlyVotes.forEach(
        (replica, early) -> {
          if (early.proposal().equals(proposal)) {
            slot.votes.putIfAbsent(replica, early.share());
          }
        });
    slot.earlyVotes.clear();
    slot.earlyCommitShares.forEach(
        (replica, early) -> {
          if (early.proposal().equals(proposal)) {
            slot.commitShares.putIfAbsent(replica, early.share());
          }
        });
    slot.earlyCommitShares.clear();
  }

  void received(ReplicaId from, SignShare message) {
    Optional<Slot> slot = slotOfShare(from, message.proposal());
    if (slot.isEmpty() || answeredWithProof(from, slot.get(), slot.get().votes)) {
      return;
    }
    if (slot.get().proposalIn(core.view).isEmpty()) {
      slot.get().earlyVotes.put(from, new Slot.EarlyShare(message.proposal(), message.share()));
      return;
    }
    if (slot.get().proposalIn(core.view).get().equals(message.proposal())) {
      slot.get().votes.put(from, message.share());
      boolean isTimely = core.nowMs() <= slot.get().acceptedAtMs + core.tuning.fastPathTimeoutMs();
      if (isTimely) {
        hopes.timely(from);
      }
      combine(slot.get());
    }
  }

  void received(ReplicaId from, CommitShare message) {
    Optional<Slot> slot = slotOfShare(from, message.proposal());
    if (slot.isEmpty() || answeredWithProof(from, slot.get(), slot.get().commitShares)) {
      return;
    }
    if (slot.get().proposalIn(core.view).isEmpty()) {
      slot.get()
          .earlyCommitShares
          .put(from, new Slot.EarlyShare(message.proposal(), message.share()));
      return;
    }
    if (slot.get().proposalIn(core.view).get().equals(message.proposal())) {
      slot.get().commitShares.put(from, message.share());
      combine(slot.get());
    }
  }

  private Optional<Slot> slotOfShare(ReplicaId from, Proposal proposal) {
    if (!core.isActive || !proposal.view().equals(core.view)) {
      return Optional.empty();
    }
    if (!core.isInWindow(proposal.sequence())) {
      core.refuse(from, ConsensusReason.OUT_OF_WINDOW);
      return Optional.empty();
    }
    return Optional.of(slots.open(proposal.sequence()));
  }

  /**
   * Whoever repeats a share, or sends one long after the decision, lacks the proof. A share that is
   * only late gets no answer: its sender has the proof by now.
   */
  private boolean answeredWithProof(
      ReplicaId from, Slot slot, SortedMap<ReplicaId, ByteString> shares) {
    if (!slot.isCommitted()) {
      return false;
    }
    boolean isRepeated = shares.containsKey(from);
    boolean isLate = core.nowMs() > slot.committedAtMs + core.tuning.retransmissionMs();
    if (isRepeated || isLate) {
      core.send(from, proof(slot));
    } else {
      shares.put(from, ByteString.EMPTY);
      boolean isTimely = core.nowMs() <= slot.acceptedAtMs + core.tuning.fastPathTimeoutMs();
      if (isTimely) {
        hopes.timely(from);
      }
    }
    return true;
  }

  static FullCommitProof proof(Slot slot) {
    SlotReport.Committed committed = slot.committed.orElseThrow();
    return new FullCommitProof(
        new Proposal(committed.view(), slot.sequence(), committed.batch()),
        committed.kind(),
        committed.certificate());
  }

  /** Does what a collector of {@code slot} can do by now. Spec 1.4, 6.4, 6.5. */
  void combine(Slot slot) {
    Optional<Proposal> proposal = slot.proposalIn(core.view);
    if (!core.isActive || proposal.isEmpty() || slot.isCommitted()) {
      return;
    }
    int turn = core.isAllToAll() ? 0 : hopes.turn(shares.collectors(slot), core.self());
    if (turn < 0) {
      return;
    }
    long startMs = slot.acceptedAtMs + turn * core.tuning.collectorStaggerMs();
    if (core.nowMs() < startMs) {
      core.wakeAt(startMs);
      return;
    }
    if (!core.isAllToAll() && slot.votes.size() >= core.quorums.fast()) {
      tryFast(slot, proposal.get());
    }
    if (!slot.isCommitted()
        && !slot.isPreparedIn(core.view)
        && slot.votes.size() >= core.quorums.prepared()) {
      tryPrepare(slot, proposal.get(), startMs);
    }
    if (!slot.isCommitted() && slot.commitShares.size() >= core.quorums.prepared()) {
      trySlow(slot, proposal.get(), startMs);
    }
  }

  private void tryFast(Slot slot, Proposal proposal) {
    combined(CertificateKind.FAST, new Statement.Vote(proposal), slot.votes)
        .ifPresent(
            certificate -> {
              core.broadcast(new FullCommitProof(proposal, CertificateKind.FAST, certificate));
              listener.committed(slot, proposal, CertificateKind.FAST, certificate);
            });
  }

  private void tryPrepare(Slot slot, Proposal proposal, long startMs) {
    long endMs = startMs + core.tuning.fastPathTimeoutMs();
    boolean isTimeUp = core.nowMs() >= endMs;
    if (!core.isAllToAll() && !isTimeUp && isFastHopeful(slot)) {
      core.wakeAt(endMs);
      return;
    }
    if (isTimeUp) {
      for (ReplicaId other : core.configuration.others()) {
        if (!slot.votes.containsKey(other)) {
          hopes.missed(other);
        }
      }
    }
    combined(CertificateKind.PREPARED, new Statement.Vote(proposal), slot.votes)
        .ifPresent(
            certificate -> {
              if (!core.isAllToAll()) {
                core.broadcast(new Prepare(proposal, certificate));
              }
              listener.prepared(slot, proposal, certificate);
            });
  }

  /** Whether the votes still missing for the fast path are expected to come. */
  private boolean isFastHopeful(Slot slot) {
    int expected = slot.votes.size();
    for (ReplicaId other : core.configuration.others()) {
      if (!slot.votes.containsKey(other) && hopes.isHopedFor(other)) {
        expected++;
      }
    }
    return expected >= core.quorums.fast();
  }

  private void trySlow(Slot slot, Proposal proposal, long startMs) {
    Check.that(startMs <= core.nowMs(), "a collector acts when it is its turn");
    combined(CertificateKind.COMMITTED, new Statement.Commitment(proposal), slot.commitShares)
        .ifPresent(
            certificate -> {
              if (!core.isAllToAll()) {
                core.broadcast(
                    new FullCommitProof(proposal, CertificateKind.COMMITTED, certificate));
              }
              listener.committed(slot, proposal, CertificateKind.COMMITTED, certificate);
            });
  }

  private Optional<QuorumCertificate> combined(
      CertificateKind kind, Statement statement, SortedMap<ReplicaId, ByteString> shares) {
    Cryptography.Combined combined = core.cryptography.combine(kind, statement, shares);
    for (ReplicaId liar : combined.liars()) {
      shares.remove(liar);
      core.refuse(liar, ConsensusReason.BAD_SHARE);
    }
    return combined.certificate();
  }
}
