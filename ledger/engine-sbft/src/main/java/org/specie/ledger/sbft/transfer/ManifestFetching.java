package org.specie.ledger.sbft.transfer;

import java.util.Optional;
import java.util.SortedSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.snapshot.SnapshotRefusal;
import org.specie.ledger.consensus.value.ReplicaId;

/** Fetches the manifest of a target and has the restoration begun with it. */
final class ManifestFetching implements Phase {
  private static final DomainTag TAG = new DomainTag("specie/transfer/manifest/1");

  private record Tried(ReplicaId source, Hash32 hash) {}

  private final Bearings bearings;
  private final Checkpoint target;
  private final Optional<Hash32> disowned;
  private Optional<Tried> tried = Optional.empty();

  private ManifestFetching(Bearings bearings, Checkpoint target, Optional<Hash32> disowned) {
    this.bearings = bearings;
    this.target = target;
    this.disowned = disowned;
  }

  /** Any manifest of {@code target} will do but the one that honest replicas do not have. */
  static Phase begin(Bearings bearings, Checkpoint target, Optional<Hash32> disowned) {
    bearings.fetching.forget();
    bearings.fetching.want(new Item.Manifest(target.height()));
    return new ManifestFetching(bearings, target, disowned);
  }

  /** What chunks are asked for by. */
  static Hash32 hash(ByteString manifest) {
    return TAG.hash(manifest);
  }

  @Override
  public Phase delivered(Fetching.Delivery delivery) {
    Hash32 hash = hash(delivery.bytes());
    if (disowned.isPresent() && disowned.get().equals(hash)) {
      return refused(delivery.source());
    }
    tried = Optional.of(new Tried(delivery.source(), hash));
    bearings.out.add(new TransferEffect.BeginRestoration(target, delivery.bytes()));
    return this;
  }

  private Phase refused(ReplicaId source) {
    bearings.fetching.blame(source, SnapshotRefusal.MANIFEST_INVALID);
    bearings.fetching.want(new Item.Manifest(target.height()));
    return this;
  }

  @Override
  public Phase finished(TransferInput local) {
    Tried from = tried.orElseThrow();
    tried = Optional.empty();
    return switch (local) {
      case TransferInput.RestorationBegun(SortedSet<Integer> missing) ->
          ChunkFetching.begin(
              bearings,
              new TransferStart.Restoring(target, from.hash(), missing),
              Optional.of(from.source()));
      case TransferInput.RestorationRefused(Reason reason) ->
          reason == SnapshotRefusal.MANIFEST_INVALID
              ? refused(from.source())
              : Learning.anew(bearings);
      case TransferInput.Tick _,
          TransferInput.Received _,
          TransferInput.Unreadable _,
          TransferInput.Linked _,
          TransferInput.Unlinked _,
          TransferInput.ChunkStored _,
          TransferInput.Restored _,
          TransferInput.Executed _,
          TransferInput.FilledIn _ ->
          throw new InvariantViolation("only the beginning of a restoration was wished for");
    };
  }

  @Override
  public Phase proceed() {
    boolean isNowhere =
        tried.isEmpty() && bearings.fetching.isExhausted(new Item.Manifest(target.height()));
    return isNowhere ? Learning.anew(bearings) : this;
  }
}
