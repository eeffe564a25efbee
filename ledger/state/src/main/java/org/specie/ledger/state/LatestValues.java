package org.specie.ledger.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;

/**
 * The values that were committed last, by key: who changed something is likely to be read again by
 * the next block. It learns from commits alone, never from a read, so that a slow reader cannot put
 * back what a commit has replaced meanwhile. Bounded in number and bytes. Thread-safe.
 */
final class LatestValues {
  private static final int VALUES_MAX = 1 << 14;
  private static final long BYTES_MAX = 8L << 20;

  /** The value committed longest ago stands first. */
  private final LinkedHashMap<ByteString, ByteString> values = new LinkedHashMap<>();

  private long bytes;

  synchronized Optional<ByteString> find(ByteString key) {
    return Optional.ofNullable(values.get(key));
  }

  synchronized void committed(List<TreeUpdate.Change> changes) {
    for (TreeUpdate.Change change : changes) {
      forget(change.key());
      if (change.value().isPresent()) {
        values.put(change.key(), change.value().get());
        bytes += size(change.key(), change.value().get());
      }
    }
    while (values.size() > VALUES_MAX || bytes > BYTES_MAX) {
      forget(values.firstEntry().getKey());
    }
  }

  private void forget(ByteString key) {
    ByteString value = values.remove(key);
    if (value != null) {
      bytes -= size(key, value);
    }
  }

  private static long size(ByteString key, ByteString value) {
    return (long) key.size() + value.size();
  }

  synchronized void clear() {
    values.clear();
    bytes = 0;
  }
}
