package org.specie.ledger.sbft.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.consensus.value.ReplicaId;

/** What the phases of a transfer have in common: where the replica stands, and whom it asks. */
final class Bearings {
  final TransferLimits limits;
  final Sources sources;
  final KnownOperators operators;
  final List<TransferEffect> out = new ArrayList<>();
  final Fetching fetching;
  long nowMs;
  long height;
  Hash32 headHash;
  Optional<TransferStart.Restoring> restoring;
  Optional<TransferStart.Gap> gap;
  private final long firstBlockWanted;

  Bearings(TransferLimits limits, Sources sources, KnownOperators operators, TransferStart start) {
    this.limits = limits;
    this.sources = sources;
    this.operators = operators;
    this.fetching = new Fetching(limits, sources, out);
    this.height = start.height();
    this.headHash = start.headHash();
    this.restoring = start.restoring();
    this.gap = start.gap();
    this.firstBlockWanted = start.gap().map(TransferStart.Gap::first).orElse(0L);
  }

  /** The replica has the state of {@code target} and none of the blocks up to it. */
  void restored(Checkpoint target) {
    height = target.height();
    headHash = target.header().hash();
    restoring = Optional.empty();
    gap = Optional.of(new TransferStart.Gap(Math.min(firstBlockWanted, height), height, headHash));
  }

  /** The run that {@code delivery} is, or nothing, and then its source is blamed. */
  List<CertifiedBlock> run(Fetching.Delivery delivery) {
    try {
      return CertifiedBlock.decode(delivery.bytes());
    } catch (MalformedInput e) {
      blameForBlocks(delivery.source());
      return List.of();
    }
  }

  void blameForBlocks(ReplicaId source) {
    fetching.blame(source, TransferRefusal.BLOCKS_INVALID);
  }

  /** What comes when the replica is as far as the others. */
  Phase caughtUp() {
    fetching.forget();
    out.add(new TransferEffect.CaughtUp(height));
    return gap.isPresent() ? new Backfilling(this) : Finished.done(this);
  }
}
