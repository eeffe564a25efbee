package org.specie.ledger.sbft.transfer;

import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * Asks everybody for a checkpoint and takes the highest that is certified. One report is enough,
 * because it carries its proof; a stale one loses against the others, for which the replica waits
 * until every honest source can have answered.
 */
final class Learning implements Phase {
  private final Bearings bearings;
  private final boolean isSnapshotNeeded;
  private final TreeMap<ReplicaId, Optional<Checkpoint>> offers = new TreeMap<>();
  private long askAtMs;

  private Learning(Bearings bearings, boolean isSnapshotNeeded, long askAtMs) {
    this.bearings = bearings;
    this.isSnapshotNeeded = isSnapshotNeeded;
    this.askAtMs = askAtMs;
  }

  /** At the beginning. */
  static Phase begin(Bearings bearings) {
    return new Learning(bearings, false, bearings.nowMs);
  }

  /** After nobody had what was wanted: blocks are of no use, and a pause is due. */
  static Phase anew(Bearings bearings) {
    bearings.fetching.forget();
    return new Learning(bearings, true, bearings.nowMs + bearings.limits.offerMs());
  }

  @Override
  public Phase linked(ReplicaId source) {
    if (bearings.nowMs < askAtMs && !offers.containsKey(source)) {
      bearings.out.add(new TransferEffect.Send(source, new TransferMessage.AskCheckpoint()));
    }
    return this;
  }

  @Override
  public Phase offered(ReplicaId from, TransferMessage.Offer offer) {
    Optional<Checkpoint> checkpoint = offer.checkpoint();
    if (checkpoint.isPresent() && !bearings.operators.judge(checkpoint.get()).isAccepted()) {
      bearings.fetching.blame(from, TransferRefusal.OFFER_INVALID);
      offers.remove(from);
      return this;
    }
    offers.put(from, checkpoint);
    return this;
  }

  @Override
  public Phase proceed() {
    if (bearings.nowMs >= askAtMs) {
      askAtMs = bearings.nowMs + bearings.limits.offerMs();
      for (ReplicaId each : bearings.sources.trusted()) {
        if (!offers.containsKey(each)) {
          bearings.out.add(new TransferEffect.Send(each, new TransferMessage.AskCheckpoint()));
        }
      }
    }
    return offers.size() >= bearings.sources.allHonest() ? decide() : this;
  }

  private Phase decide() {
    Optional<Checkpoint> best =
        offers.values().stream()
            .flatMap(Optional::stream)
            .max(Comparator.comparingLong(Checkpoint::height));
    long reached =
        bearings
            .restoring
            .map(restoring -> restoring.target().height() - 1)
            .orElse(bearings.height);
    if (best.isPresent() && best.get().height() > reached) {
      return isSnapshotNeeded || !isNear(best.get()) ? snapshot(best.get()) : replay();
    }
    if (bearings.restoring.isPresent() || (isSnapshotNeeded && bearings.height < 0)) {
      offers.clear();
      return this;
    }
    return bearings.height >= 0 ? replay() : bearings.caughtUp();
  }

  private boolean isNear(Checkpoint target) {
    return bearings.restoring.isEmpty()
        && bearings.height >= 0
        && target.height() - bearings.height <= bearings.limits.replayBlocksMax();
  }

  private Phase replay() {
    return Replaying.begin(bearings);
  }

  private Phase snapshot(Checkpoint target) {
    Optional<TransferStart.Restoring> restoring = bearings.restoring;
    return restoring.isPresent() && restoring.get().target().header().equals(target.header())
        ? ChunkFetching.resume(bearings, restoring.get())
        : ManifestFetching.begin(bearings, target, Optional.empty());
  }
}
