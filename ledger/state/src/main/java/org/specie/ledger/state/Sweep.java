package org.specie.ledger.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Storage;

/**
 * Removes what is left of an earlier tree, except the pieces that the new one takes over. A node
 * goes after everything below it, so that a sweep cut short by a crash can be repeated: where a
 * node is missing, nothing is left below.
 */
final class Sweep {
  private static final int REMOVED_IN_A_BATCH_MAX = 4096;

  private final Storage storage;
  private final PieceMap carried;
  private Storage.Batch batch = new Storage.Batch();
  private int removed;

  Sweep(Storage storage, PieceMap carried) {
    this.storage = storage;
    this.carried = carried;
  }

  void remove(List<Placed> earlier) throws IOException {
    for (Placed each : earlier) {
      remove(each);
    }
    flush();
  }

  private void remove(Placed at) throws IOException {
    if (carried.hasEntriesAt(at.depth(), at.path())) {
      return;
    }
    switch (at.subtree()) {
      case NodeReference.Empty() -> {}
      case NodeReference.Leaf leaf -> removeEntry(leaf);
      case NodeReference.Inner inner -> {
        ByteString storageKey = at.storageKey(inner);
        Optional<ByteString> stored = storage.get(storageKey);
        if (stored.isPresent()) {
          InnerNode node = NodeStore.decode(stored.get());
          remove(at.left(node));
          remove(at.right(node));
          removeKey(storageKey);
        }
      }
    }
  }

  private void removeEntry(NodeReference.Leaf leaf) throws IOException {
    if (carried.covers(leaf.keyHash())) {
      return;
    }
    Optional<StoredEntry> entry = Placed.entry(storage, leaf);
    if (entry.isPresent()) {
      batch.delete(StateLayout.value(entry.get().key()));
      removeKey(StateLayout.versionedValue(leaf.keyHash(), leaf.version()));
    }
  }

  private void removeKey(ByteString storageKey) throws IOException {
    batch.delete(storageKey);
    removed++;
    if (removed == REMOVED_IN_A_BATCH_MAX) {
      flush();
    }
  }

  /** Synced, because what is unsynced may be lost in any order, and the order is the point. */
  private void flush() throws IOException {
    Check.that(removed <= REMOVED_IN_A_BATCH_MAX, "batches are bounded");
    storage.write(batch);
    batch = new Storage.Batch();
    removed = 0;
  }
}
