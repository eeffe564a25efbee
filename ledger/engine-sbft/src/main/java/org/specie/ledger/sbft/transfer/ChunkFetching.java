package org.specie.ledger.sbft.transfer;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.snapshot.SnapshotRefusal;
import org.specie.ledger.consensus.value.ReplicaId;

/**
 * Fetches the chunks of one manifest from everybody who has it. Each is judged where it is stored;
 * whoever sent one that is refused is blamed.
 */
final class ChunkFetching implements Phase {
  private final Bearings bearings;
  private final TransferStart.Restoring restoring;
  private final Optional<ReplicaId> manifestSource;
  private final TreeSet<Integer> missing;
  private final TreeMap<Integer, ReplicaId> storing = new TreeMap<>();
  private boolean isFinishing;

  private ChunkFetching(
      Bearings bearings, TransferStart.Restoring restoring, Optional<ReplicaId> manifestSource) {
    this.bearings = bearings;
    this.restoring = restoring;
    this.manifestSource = manifestSource;
    this.missing = new TreeSet<>(restoring.missing());
  }

  /** With a restoration that has just begun, by a manifest from {@code manifestSource}. */
  static Phase begin(
      Bearings bearings, TransferStart.Restoring restoring, Optional<ReplicaId> manifestSource) {
    bearings.fetching.forget();
    ChunkFetching phase = new ChunkFetching(bearings, restoring, manifestSource);
    phase.note();
    phase.missing.forEach(index -> bearings.fetching.want(phase.chunk(index)));
    return phase;
  }

  /**
   * With a restoration that was under way already. Its target says who certifies the blocks behind
   * it, which the block log of a replica that was interrupted does not know.
   */
  static Phase resume(Bearings bearings, TransferStart.Restoring restoring) {
    return bearings.operators.judge(restoring.target()).isAccepted()
        ? begin(bearings, restoring, Optional.empty())
        : Learning.anew(bearings);
  }

  private void note() {
    bearings.restoring =
        Optional.of(
            new TransferStart.Restoring(
                restoring.target(), restoring.manifestHash(), new TreeSet<>(missing)));
  }

  private Item.Chunk chunk(int index) {
    return new Item.Chunk(restoring.target().height(), restoring.manifestHash(), index);
  }

  @Override
  public Phase delivered(Fetching.Delivery delivery) {
    if (delivery.item() instanceof Item.Chunk(long _, var _, int index)) {
      storing.put(index, delivery.source());
      bearings.fetching.hold();
      bearings.out.add(new TransferEffect.StoreChunk(index, delivery.bytes()));
    }
    return this;
  }

  @Override
  public Phase finished(TransferInput local) {
    return switch (local) {
      case TransferInput.ChunkStored(int index, Verdict verdict) -> stored(index, verdict);
      case TransferInput.Restored() -> {
        Check.that(isFinishing, "a restoration is finished on demand");
        bearings.restored(restoring.target());
        yield Replaying.begin(bearings);
      }
      case TransferInput.Tick _,
          TransferInput.Received _,
          TransferInput.Unreadable _,
          TransferInput.Linked _,
          TransferInput.Unlinked _,
          TransferInput.RestorationBegun _,
          TransferInput.RestorationRefused _,
          TransferInput.Executed _,
          TransferInput.FilledIn _ ->
          throw new InvariantViolation("only chunks are stored in a restoration");
    };
  }

  private Phase stored(int index, Verdict verdict) {
    ReplicaId source =
        Optional.ofNullable(storing.remove(index))
            .orElseThrow(() -> new InvariantViolation("what is stored was to be stored"));
    bearings.fetching.release();
    switch (verdict) {
      case Verdict.Accepted() -> missing.remove(index);
      case Verdict.Refused(Reason reason) -> {
        bearings.fetching.blame(source, reason);
        bearings.fetching.want(chunk(index));
      }
    }
    return this;
  }

  @Override
  public Phase proceed() {
    if (missing.isEmpty()) {
      if (!isFinishing) {
        isFinishing = true;
        bearings.out.add(new TransferEffect.FinishRestoration(restoring.target()));
      }
      return this;
    }
    if (!storing.isEmpty()) {
      return this;
    }
    Item.Chunk any = chunk(missing.first());
    if (bearings.fetching.declined(any, TransferRefusal.MANIFEST_DIFFERS)
        >= bearings.sources.oneIsHonest()) {
      note();
      manifestSource.ifPresent(
          source -> bearings.fetching.blame(source, SnapshotRefusal.MANIFEST_INVALID));
      return ManifestFetching.begin(
          bearings, restoring.target(), Optional.of(restoring.manifestHash()));
    }
    if (bearings.fetching.isExhausted(any)) {
      note();
      return Learning.anew(bearings);
    }
    return this;
  }
}
