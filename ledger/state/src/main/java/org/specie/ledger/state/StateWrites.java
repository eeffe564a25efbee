package org.specie.ledger.state;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;

/** What goes to storage for a changed tree and for the version that becomes current with it. */
final class StateWrites {
  /** Which columns there are and what stands in them. It changes when they do. */
  static final int LAYOUT = 3;

  private StateWrites() {}

  /** Nodes, values and notes of what is stale. */
  static void add(
      Storage.Batch batch, long version, TreeUpdate update, List<TreeUpdate.Change> changes) {
    for (TreeUpdate.WrittenNode written : update.written()) {
      batch.put(written.storageKey(), written.node().encode());
    }
    Set<Hash32> fresh = new TreeSet<>();
    update.freshLeaves().forEach(leaf -> fresh.add(leaf.keyHash()));
    for (TreeUpdate.Change change : changes) {
      if (change.value().isEmpty()) {
        batch.delete(StateLayout.value(change.key()));
      } else if (fresh.contains(change.keyHash())) {
        ByteString value = change.value().get();
        batch.put(StateLayout.value(change.key()), value);
        batch.put(
            StateLayout.versionedValue(change.keyHash(), version),
            new StoredEntry(change.key(), value).encode());
      }
    }
    List<ByteString> stale = update.stale();
    for (int from = 0; from < stale.size(); from += StaleNote.KEYS_MAX) {
      int to = Math.min(stale.size(), from + StaleNote.KEYS_MAX);
      batch.put(
          StateLayout.stale(version, from / StaleNote.KEYS_MAX),
          new StaleNote(stale.subList(from, to)).encode());
    }
  }

  /** The version and where its tree begins. */
  static void add(Storage.Batch batch, AuthenticatedState.Head head) {
    Encoder root = new Encoder();
    head.root().encode(root);
    batch.put(StateLayout.root(head.version()), root.toByteString());
    Encoder record = new Encoder().u8(LAYOUT).u64(head.version());
    head.root().encode(record);
    batch.put(StateLayout.head(), record.toByteString());
  }
}
