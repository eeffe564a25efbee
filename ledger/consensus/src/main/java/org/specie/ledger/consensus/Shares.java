package org.specie.ledger.consensus;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.CommitShare;
import org.specie.ledger.consensus.message.Message.SignShare;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * What this replica signs of a slot and which collectors get it. Source: docs/spec/23-sbft.md,
 * clauses 1.4 and 6.4.
 */
final class Shares {
  private final Core core;
  private final Hopes hopes;

  Shares(Core core, Hopes hopes) {
    this.core = core;
    this.hopes = hopes;
  }

  void vote(Slot slot, Proposal proposal) {
    ByteString share = core.cryptography.share(new Statement.Vote(proposal));
    slot.votes.put(core.self(), share);
    toFirstCollectors(slot, new SignShare(proposal, share));
  }

  void shareCommitment(Slot slot, Proposal proposal) {
    ByteString share = core.cryptography.share(new Statement.Commitment(proposal));
    slot.commitShares.put(core.self(), share);
    toFirstCollectors(slot, new CommitShare(proposal, share));
  }

  /** Sends a share to the first collector that is hoped for; to all if it is silent. Spec 1.4. */
  private void toFirstCollectors(Slot slot, Message message) {
    if (core.isAllToAll()) {
      core.broadcast(message);
      return;
    }
    core.sendAll(hopes.addressees(collectors(slot), core.self()), message);
    slot.escalateAtMs = core.nowMs() + core.tuning.collectorStaggerMs();
    core.wakeAt(slot.escalateAtMs);
  }

  /** Sends everything to all collectors once the first one has kept silent for too long. */
  void escalate(Slot slot) {
    if (slot.escalateAtMs == 0) {
      return;
    }
    if (core.nowMs() < slot.escalateAtMs) {
      core.wakeAt(slot.escalateAtMs);
      return;
    }
    slot.escalateAtMs = 0;
    sendShares(slot);
  }

  /** Sends all shares of this replica to all collectors. */
  void sendShares(Slot slot) {
    Proposal proposal = slot.proposalIn(core.view).orElseThrow();
    ByteString vote = core.cryptography.share(new Statement.Vote(proposal));
    toCollectors(slot, new SignShare(proposal, vote));
    boolean isPrepared =
        slot.isPreparedIn(core.view)
            && slot.prepared.orElseThrow().batch().equals(proposal.batch());
    if (isPrepared) {
      ByteString share = core.cryptography.share(new Statement.Commitment(proposal));
      toCollectors(slot, new CommitShare(proposal, share));
    }
  }

  private void toCollectors(Slot slot, Message message) {
    if (core.isAllToAll()) {
      core.broadcast(message);
      return;
    }
    core.sendAll(collectors(slot), message);
  }

  List<ReplicaId> collectors(Slot slot) {
    return core.configuration.commitCollectors(core.view, slot.sequence());
  }
}
