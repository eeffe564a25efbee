package org.specie.ledger.consensus;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.CommitShare;
import org.specie.ledger.consensus.message.Message.FullCommitProof;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.Prepare;
import org.specie.ledger.consensus.message.Message.SignShare;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/**
 * From a pre-prepare to a decided slot: acceptance, certificates, missing batches, repetition. What
 * is signed goes through {@link Shares}, what is collected through {@link Collecting}. Source:
 * docs/spec/23-sbft.md, section 6.
 */
final class Ordering {
  /** What ordering tells the other parts. */
  interface Listener {
    /** The slot is decided; its batch may still be missing. */
    void decided(Slot slot);

    /** Whoever is primary of the view has shown itself to be a liar. */
    void convicted();
  }

  private final Core core;
  private final Slots slots;
  private final Pending pending;
  private final Shares shares;
  private final Collecting collecting;
  private final EmptySlots emptySlots;
  private final Listener listener;

  Ordering(
      Core core,
      Slots slots,
      Pending pending,
      Hopes hopes,
      EmptySlots emptySlots,
      Listener listener) {
    this.core = core;
    this.slots = slots;
    this.pending = pending;
    this.shares = new Shares(core, hopes);
    this.collecting = new Collecting(core, slots, hopes, shares, new Certificates());
    this.emptySlots = emptySlots;
    this.listener = listener;
  }

  /** What this replica makes as a collector counts for itself like anybody else's. */
  private final class Certificates implements Collecting.Listener {
    @Override
    public void prepared(Slot slot, Proposal proposal, QuorumCertificate certificate) {
      prepare(slot, proposal, certificate);
    }

    @Override
    public void committed(
        Slot slot, Proposal proposal, CertificateKind kind, QuorumCertificate certificate) {
      commit(slot, proposal, kind, certificate);
    }
  }

  // --- acceptance

  void received(ReplicaId from, PrePrepare prePrepare) {
    SequenceNumber sequence = prePrepare.sequence();
    if (!core.isActive || !prePrepare.view().equals(core.view)) {
      return;
    }
    if (!core.isInWindow(sequence)) {
      core.refuse(from, ConsensusReason.OUT_OF_WINDOW);
      return;
    }
    if (core.isAfterEpoch(sequence)) {
      core.refuse(from, ConsensusReason.AFTER_THE_EPOCH);
      return;
    }
    if (!sequence.isAfter(core.impliedUpTo)) {
      core.refuse(from, ConsensusReason.NOT_ASKED_FOR);
      return;
    }
    Slot slot = slots.open(sequence);
    Proposal proposal = prePrepare.proposal();
    Optional<Proposal> before = slot.proposalIn(core.view);
    if (before.isPresent() && before.get().equals(proposal)) {
      repeat(slot);
      return;
    }
    ReplicaId primary = core.configuration.primary(core.view);
    if (!core.cryptography.isSignature(
        new Signed.Proposed(proposal), primary, prePrepare.signature())) {
      core.refuse(from, ConsensusReason.BAD_SIGNATURE);
      return;
    }
    if (before.isPresent()) {
      convict(primary, slot.accepted.orElseThrow(), prePrepare);
      return;
    }
    Optional<ConsensusReason> refusal = refusal(slot, prePrepare);
    if (refusal.isPresent()) {
      core.refuse(from, refusal.get());
      return;
    }
    accept(slot, prePrepare);
  }

  private Optional<ConsensusReason> refusal(Slot slot, PrePrepare prePrepare) {
    Batch batch = prePrepare.batch();
    boolean isContradicted =
        (slot.isPreparedIn(core.view)
                && !slot.prepared.orElseThrow().batch().equals(batch.digest()))
            || (slot.isCommitted() && !slot.committed.orElseThrow().batch().equals(batch.digest()));
    if (isContradicted) {
      return Optional.of(ConsensusReason.EQUIVOCATION);
    }
    if (batch.epochSeconds() > core.now.epochSeconds() + core.tuning.clockToleranceSeconds()) {
      return Optional.of(ConsensusReason.CLOCK_AHEAD);
    }
    boolean isVouchedFor = slot.isCommitted() || slot.isPreparedIn(core.view);
    if (batch.epochSeconds() < core.now.epochSeconds() - Tuning.CLOCK_BEHIND_SECONDS
        && !isVouchedFor) {
      return Optional.of(ConsensusReason.CLOCK_BEHIND);
    }
    if (!core.surroundings.acceptance().isAcceptable(slot.sequence(), batch)) {
      return Optional.of(ConsensusReason.UNACCEPTABLE_BATCH);
    }
    return slot.isCommitted() || emptySlots.takeAllowance(batch)
        ? Optional.empty()
        : Optional.of(ConsensusReason.TOO_MANY_EMPTY);
  }

  private void convict(ReplicaId primary, PrePrepare first, PrePrepare second) {
    if (!first.signature().isEmpty()) {
      core.notice(
          new Notice.Equivocated(
              primary, first.proposal(), first.signature(), second.proposal(), second.signature()));
    }
    core.refuse(primary, ConsensusReason.EQUIVOCATION);
    listener.convicted();
  }

  /**
   * Accepts this replica's own proposal as primary and sends it. It is persisted before it is sent:
   * a primary that forgot what it proposed would equivocate.
   */
  void propose(Slot slot, PrePrepare prePrepare) {
    note(slot, prePrepare);
    core.broadcast(prePrepare);
    support(slot, prePrepare);
  }

  /**
   * Accepts a proposal and votes for it. A replica that may not vote keeps the batch and leaves it
   * at that: what it has not accepted it cannot be asked about in a view change.
   */
  void accept(Slot slot, PrePrepare prePrepare) {
    if (!core.isVoting()) {
      slot.keepBody(prePrepare.batch());
      pending.markProposed(prePrepare.batch());
      batchArrived(slot);
      return;
    }
    note(slot, prePrepare);
    support(slot, prePrepare);
  }

  private void note(Slot slot, PrePrepare prePrepare) {
    Check.that(core.isVoting(), "who accepts may vote");
    Check.that(
        slot.accepted.isEmpty() || slot.accepted.get().view().isBefore(prePrepare.view()),
        "a replica accepts one proposal a slot in a view");
    slot.keepBody(prePrepare.batch());
    pending.markProposed(prePrepare.batch());
    slot.accepted = Optional.of(prePrepare);
    slot.acceptedAtMs = core.nowMs();
    slot.sentAtMs = core.nowMs();
    core.wakeAt(core.nowMs() + core.tuning.retransmissionMs());
    core.persist(new LogRecord.Accepted(prePrepare));
  }

  private void support(Slot slot, PrePrepare prePrepare) {
    shares.vote(slot, prePrepare.proposal());
    collecting.takeEarlyShares(slot, prePrepare.proposal());
    if (slot.isPreparedIn(prePrepare.view())) {
      shares.shareCommitment(slot, prePrepare.proposal());
    }
    batchArrived(slot);
    collecting.combine(slot);
  }

  void received(ReplicaId from, SignShare message) {
    collecting.received(from, message);
  }

  void received(ReplicaId from, CommitShare message) {
    collecting.received(from, message);
  }

  // --- certificates

  void received(ReplicaId from, Prepare message) {
    Proposal proposal = message.proposal();
    if (!core.isActive || !proposal.view().equals(core.view)) {
      return;
    }
    if (!core.isInWindow(proposal.sequence())) {
      core.refuse(from, ConsensusReason.OUT_OF_WINDOW);
      return;
    }
    Slot slot = slots.open(proposal.sequence());
    if (slot.isPreparedIn(core.view) || slot.isCommitted()) {
      return;
    }
    if (!core.cryptography.isCertificate(
        CertificateKind.PREPARED, new Statement.Vote(proposal), message.certificate())) {
      core.refuse(from, ConsensusReason.BAD_CERTIFICATE);
      return;
    }
    prepare(slot, proposal, message.certificate());
  }

  private void prepare(Slot slot, Proposal proposal, QuorumCertificate certificate) {
    Optional<Proposal> accepted = slot.proposalIn(core.view);
    if (accepted.isPresent() && !accepted.get().equals(proposal)) {
      // The primary told others something else. Their certificate stands; this replica's vote too.
      listener.convicted();
    }
    slot.prepared =
        Optional.of(new SlotReport.Prepared(proposal.view(), proposal.batch(), certificate));
    slot.preparedAtMs = core.nowMs();
    if (!core.isVoting()) {
      return;
    }
    core.persist(new LogRecord.Prepared(proposal, certificate));
    if (accepted.isPresent() && accepted.get().equals(proposal)) {
      shares.shareCommitment(slot, proposal);
      collecting.combine(slot);
    }
  }

  void received(ReplicaId from, FullCommitProof message) {
    Proposal proposal = message.proposal();
    SequenceNumber sequence = proposal.sequence();
    if (!sequence.isAfter(core.decided) || core.isAfterEpoch(sequence)) {
      return;
    }
    if (!core.isInWindow(sequence)) {
      core.refuse(from, ConsensusReason.OUT_OF_WINDOW);
      return;
    }
    Slot slot = slots.open(sequence);
    if (slot.isCommitted()) {
      return;
    }
    if (!isValid(message.kind(), proposal, message.certificate())) {
      core.refuse(from, ConsensusReason.BAD_CERTIFICATE);
      return;
    }
    commit(slot, proposal, message.kind(), message.certificate());
    if (slot.decidedBatch().isEmpty()) {
      want(slot, from);
    }
  }

  private boolean isValid(CertificateKind kind, Proposal proposal, QuorumCertificate certificate) {
    Statement statement =
        kind == CertificateKind.FAST
            ? new Statement.Vote(proposal)
            : new Statement.Commitment(proposal);
    return core.cryptography.isCertificate(kind, statement, certificate);
  }

  /** Decides {@code slot} by a certificate that was verified or just made. */
  void commit(Slot slot, Proposal proposal, CertificateKind kind, QuorumCertificate certificate) {
    Check.that(
        !slot.isCommitted() || slot.committed.get().batch().equals(proposal.batch()),
        "no slot is decided twice with different batches");
    if (slot.isCommitted()) {
      return;
    }
    slot.committed =
        Optional.of(new SlotReport.Committed(proposal.view(), proposal.batch(), kind, certificate));
    slot.committedAtMs = core.nowMs();
    core.persist(new LogRecord.Committed(proposal, kind, certificate));
    core.notice(new Notice.Decided(slot.sequence(), proposal.view(), kind));
    listener.decided(slot);
  }

  // --- missing batches

  /** Asks {@code holder} for the batch that was decided for {@code slot}. */
  void want(Slot slot, ReplicaId holder) {
    slot.wanted = slot.committed.map(SlotReport.Committed::batch);
    if (slot.wanted.isPresent() && !holder.equals(core.self())) {
      core.send(holder, new Message.FetchBatch(slot.sequence(), slot.wanted.get()));
    }
  }

  /** A batch of the slot is here that was not before. */
  private void batchArrived(Slot slot) {
    if (slot.isCommitted() && slot.decidedBatch().isPresent()) {
      slot.wanted = Optional.empty();
      listener.decided(slot);
    }
  }

  void received(ReplicaId from, Message.BatchBody message) {
    Optional<Slot> slot = slots.find(message.sequence());
    boolean isWanted =
        slot.isPresent() && slot.get().wanted.equals(Optional.of(message.batch().digest()));
    if (!isWanted) {
      core.refuse(from, ConsensusReason.NOT_ASKED_FOR);
      return;
    }
    slot.get().keepBody(message.batch());
    slot.get().wanted = Optional.empty();
    boolean isImplied =
        core.isActive && slot.get().implied.equals(Optional.of(message.batch().digest()));
    if (isImplied) {
      acceptImplied(slot.get(), message.batch());
    }
    batchArrived(slot.get());
  }

  // --- what a new view proposes

  /**
   * Treats {@code digest} as proposed for {@code slot} by the view just entered. A slot that is
   * known to be decided in this very view or in a later one stays as it is: a primary that lies can
   * build two new views of different messages, and show one of them to who has learnt already what
   * came of the other. Spec 7.7.
   */
  void imply(Slot slot, Hash32 digest, Collection<ReplicaId> holders) {
    Optional<SlotReport.Committed> otherwise =
        slot.committed.filter(each -> !each.batch().equals(digest));
    if (otherwise.isPresent()) {
      Check.that(
          !otherwise.get().view().isBefore(core.view),
          "no new view proposes another batch for a slot that was decided before it");
      return;
    }
    if (slot.proposalIn(core.view).isPresent()) {
      Check.that(
          slot.proposalIn(core.view).get().batch().equals(digest),
          "a new view implies the same whenever it is read");
      return;
    }
    Optional<Batch> body = slot.body(digest);
    if (body.isPresent()) {
      acceptImplied(slot, body.get());
      return;
    }
    slot.implied = Optional.of(digest);
    slot.wanted = Optional.of(digest);
    slot.sentAtMs = core.nowMs();
    core.wakeAt(core.nowMs() + core.tuning.retransmissionMs());
    for (ReplicaId holder : holders) {
      if (!holder.equals(core.self())) {
        core.send(holder, new Message.FetchBatch(slot.sequence(), digest));
      }
    }
  }

  private void acceptImplied(Slot slot, Batch batch) {
    slot.implied = Optional.empty();
    accept(slot, new PrePrepare(core.view, slot.sequence(), batch, ByteString.EMPTY));
  }

  // --- repetition

  /** Gives every open slot its turn: collectors that waited, and what has to be sent again. */
  void onTime() {
    for (Slot slot : List.copyOf(slots.all().values())) {
      boolean isDone = !slot.sequence().isAfter(core.decided);
      if (isDone && slot.proposalIn(core.view).isEmpty()) {
        continue;
      }
      collecting.combine(slot);
      if (!slot.isCommitted() && core.isVoting() && slot.proposalIn(core.view).isPresent()) {
        shares.escalate(slot);
      }
      boolean isOpen =
          slot.wanted.isPresent()
              || (!slot.isCommitted() && slot.proposalIn(core.view).isPresent());
      if (isOpen) {
        long dueMs = slot.sentAtMs + (core.tuning.retransmissionMs() << Math.min(slot.resent, 4));
        if (core.nowMs() >= dueMs) {
          resend(slot);
        }
        core.wakeAt(slot.sentAtMs + (core.tuning.retransmissionMs() << Math.min(slot.resent, 4)));
      }
    }
  }

  /** The primary repeats itself because it has no vote of this replica. */
  private void repeat(Slot slot) {
    if (core.nowMs() < slot.sentAtMs + core.tuning.retransmissionMs()) {
      return;
    }
    resend(slot);
  }

  /** Sends again what an open slot waits for from this replica. Spec 6.8. */
  void resend(Slot slot) {
    slot.sentAtMs = core.nowMs();
    slot.resent++;
    if (slot.isCommitted() && slot.decidedBatch().isEmpty()) {
      slot.wanted = slot.committed.map(SlotReport.Committed::batch);
    }
    if (slot.wanted.isPresent()) {
      List<ReplicaId> others = core.configuration.others();
      core.send(
          others.get(slot.resent % others.size()),
          new Message.FetchBatch(slot.sequence(), slot.wanted.get()));
    }
    if (slot.isCommitted()) {
      return;
    }
    Optional<Proposal> proposal = slot.proposalIn(core.view);
    if (proposal.isEmpty() || !core.isVoting()) {
      return;
    }
    PrePrepare prePrepare = slot.accepted.orElseThrow();
    if (core.isPrimary() && !prePrepare.signature().isEmpty()) {
      for (ReplicaId other : core.configuration.others()) {
        if (!slot.votes.containsKey(other)) {
          core.send(other, prePrepare);
        }
      }
    }
    shares.sendShares(slot);
    if (slot.isPreparedIn(core.view)
        && slot.prepared.orElseThrow().batch().equals(proposal.get().batch())) {
      SlotReport.Prepared prepared = slot.prepared.orElseThrow();
      if (shares.collectors(slot).contains(core.self()) && !core.isAllToAll()) {
        core.broadcast(new Prepare(proposal.get(), prepared.certificate()));
      }
    }
    collecting.combine(slot);
  }
}
