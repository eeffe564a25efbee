package org.specie.ledger.consensus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.SlotReport;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/** What a replica knows of one open slot. */
final class Slot {
  /** The most batches kept for one slot; what is needed is never among those dropped. */
  private static final int BODIES_MAX = 8;

  private final SequenceNumber sequence;
  private final Map<Hash32, Batch> bodies = new LinkedHashMap<>();

  /** The proposal accepted in the latest view, with its batch. */
  Optional<PrePrepare> accepted = Optional.empty();

  /** The prepared certificate of the highest view. */
  Optional<SlotReport.Prepared> prepared = Optional.empty();

  /** The first commit certificate. */
  Optional<SlotReport.Committed> committed = Optional.empty();

  /** What a collector gathered for the proposal of the view in hand. */
  final SortedMap<ReplicaId, ByteString> votes = new TreeMap<>();

  final SortedMap<ReplicaId, ByteString> commitShares = new TreeMap<>();

  /** Shares that came before the proposal they are of; at most one of each kind a replica. */
  final SortedMap<ReplicaId, EarlyShare> earlyVotes = new TreeMap<>();

  final SortedMap<ReplicaId, EarlyShare> earlyCommitShares = new TreeMap<>();

  /** A batch this slot waits for, by digest. */
  Optional<Hash32> wanted = Optional.empty();

  /** The batch that the new view proposes for this slot, while its body is still missing. */
  Optional<Hash32> implied = Optional.empty();

  long acceptedAtMs;
  long preparedAtMs;
  long committedAtMs;
  long sentAtMs;
  int resent;

  /** Until when the first collector alone is trusted with this replica's shares; 0 if it is not. */
  long escalateAtMs;

  /** A share on a proposal not accepted yet. */
  record EarlyShare(Proposal proposal, ByteString share) {}

  Slot(SequenceNumber sequence) {
    this.sequence = sequence;
  }

  SequenceNumber sequence() {
    return sequence;
  }

  /** The proposal accepted in {@code view}. */
  Optional<Proposal> proposalIn(View view) {
    return accepted.filter(each -> each.view().equals(view)).map(PrePrepare::proposal);
  }

  boolean isPreparedIn(View view) {
    return prepared.isPresent() && prepared.get().view().equals(view);
  }

  boolean isCommitted() {
    return committed.isPresent();
  }

  /** Keeps {@code batch}, and drops the oldest that nobody can ask for if there are too many. */
  void keepBody(Batch batch) {
    bodies.putIfAbsent(batch.digest(), batch);
    if (bodies.size() > BODIES_MAX) {
      bodies.keySet().stream()
          .filter(digest -> !digest.equals(batch.digest()) && !isNeeded(digest))
          .findFirst()
          .ifPresent(bodies::remove);
    }
  }

  private boolean isNeeded(Hash32 digest) {
    return accepted.filter(each -> each.batch().digest().equals(digest)).isPresent()
        || prepared.filter(each -> each.batch().equals(digest)).isPresent()
        || committed.filter(each -> each.batch().equals(digest)).isPresent()
        || wanted.equals(Optional.of(digest))
        || implied.equals(Optional.of(digest));
  }

  Optional<Batch> body(Hash32 digest) {
    if (digest.equals(Batch.NULL.digest())) {
      return Optional.of(Batch.NULL);
    }
    return Optional.ofNullable(bodies.get(digest));
  }

  /** The batch that was decided, if it was and is here. */
  Optional<Batch> decidedBatch() {
    return committed.flatMap(each -> body(each.batch()));
  }

  /**
   * Leaves a view or begins one: shares of earlier ones mean nothing in it, nor does what an
   * earlier one implied. A batch that was decided is wanted in every view.
   */
  void forgetView() {
    implied = Optional.empty();
    wanted = committed.map(SlotReport.Committed::batch).filter(each -> body(each).isEmpty());
    votes.clear();
    commitShares.clear();
    earlyVotes.clear();
    earlyCommitShares.clear();
    resent = 0;
    escalateAtMs = 0;
  }

  /** What a view-change message says of this slot, if anything. */
  Optional<SlotReport> report() {
    if (accepted.isEmpty() && prepared.isEmpty() && committed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SlotReport(
            sequence,
            accepted.map(each -> new SlotReport.Accepted(each.view(), each.batch().digest())),
            prepared,
            committed));
  }
}
