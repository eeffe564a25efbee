package org.specie.ledger.state;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/**
 * Removes what only forgotten versions used, oldest first, in bounded batches. Cut short, it is
 * continued by the next call. Every scan begins where the last one ended: a store keeps traces of
 * what was deleted, and passing over them again and again would cost more than the deleting.
 */
final class Pruning {
  private static final int REMOVED_IN_A_BATCH_MAX = 4096;

  private final Storage storage;
  private long prunedTo;

  Pruning(Storage storage) {
    this.storage = storage;
  }

  /** Roots go first, so that nobody begins to walk a tree that is being taken down. */
  void prune(long oldestKept) throws IOException {
    removeWhile(
        StateLayout.roots(),
        StateLayout.root(prunedTo),
        key -> StateLayout.versionOfRoot(key) < oldestKept,
        _ -> List.of());
    removeWhile(
        StateLayout.stale(),
        StateLayout.stale(prunedTo),
        key -> StateLayout.staleSince(key) <= oldestKept,
        note -> StaleNote.decode(note).storageKeys());
    prunedTo = oldestKept;
  }

  /** What a due record says that goes with it. */
  private interface Naming {
    List<ByteString> names(ByteString value) throws IOException;
  }

  private void removeWhile(
      ByteString column, ByteString from, Predicate<ByteString> isDue, Naming naming)
      throws IOException {
    Due due = new Due(isDue, naming);
    ByteString next = from;
    do {
      due.batch = new Storage.Batch();
      due.removed = 0;
      storage.scan(column, next, due);
      if (due.removed > 0) {
        storage.writeBehind(due.batch);
        next = due.last;
      }
    } while (due.removed >= REMOVED_IN_A_BATCH_MAX);
  }

  /** Collects a batch of removals. */
  private static final class Due implements Storage.Visitor {
    private final Predicate<ByteString> isDue;
    private final Naming naming;
    private Storage.Batch batch = new Storage.Batch();
    private int removed;
    private ByteString last = ByteString.EMPTY;

    Due(Predicate<ByteString> isDue, Naming naming) {
      this.isDue = isDue;
      this.naming = naming;
    }

    @Override
    public boolean entry(ByteString key, ByteString value) throws IOException {
      if (!isDue.test(key)) {
        return false;
      }
      List<ByteString> names = naming.names(value);
      names.forEach(batch::delete);
      batch.delete(key);
      removed += names.size() + 1;
      last = key;
      return removed < REMOVED_IN_A_BATCH_MAX;
    }
  }
}
