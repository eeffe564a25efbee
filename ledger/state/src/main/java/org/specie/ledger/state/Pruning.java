package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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
        key -> key);
    removeWhile(
        StateLayout.stale(),
        StateLayout.stale(prunedTo, ByteString.EMPTY),
        key -> StateLayout.staleSince(key) <= oldestKept,
        StateLayout::staleStorageKey);
    prunedTo = oldestKept;
  }

  private void removeWhile(
      ByteString column,
      ByteString from,
      Predicate<ByteString> isDue,
      UnaryOperator<ByteString> names)
      throws IOException {
    ByteString next = from;
    List<ByteString> due = new ArrayList<>();
    do {
      due.clear();
      storage.scan(
          column,
          next,
          (key, value) -> {
            if (!isDue.test(key)) {
              return false;
            }
            due.add(key);
            return due.size() < REMOVED_IN_A_BATCH_MAX;
          });
      if (!due.isEmpty()) {
        Storage.Batch batch = new Storage.Batch();
        due.forEach(key -> batch.delete(names.apply(key)).delete(key));
        storage.write(batch);
        next = due.getLast();
      }
    } while (due.size() == REMOVED_IN_A_BATCH_MAX);
  }
}
