package org.specie.ledger.state.memory;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/** A sorted map behind the storage port. Closing it refuses further use and keeps nothing. */
public final class MemoryStorage implements Storage {
  private final NavigableMap<ByteString, ByteString> entries = new TreeMap<>();
  private boolean isClosed;

  @Override
  public synchronized Optional<ByteString> get(ByteString key) throws IOException {
    requireOpen();
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public synchronized void write(Batch batch) throws IOException {
    requireOpen();
    for (Batch.Change change : batch.changes()) {
      if (change.value().isPresent()) {
        entries.put(change.key(), change.value().get());
      } else {
        entries.remove(change.key());
      }
    }
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    for (Map.Entry<ByteString, ByteString> entry : snapshot(prefix, from).entrySet()) {
      if (!visitor.entry(entry.getKey(), entry.getValue())) {
        return;
      }
    }
  }

  /** What the scan will show, so that the visitor may write meanwhile. */
  private synchronized NavigableMap<ByteString, ByteString> snapshot(
      ByteString prefix, ByteString from) throws IOException {
    requireOpen();
    ByteString start = from.compareTo(prefix) < 0 ? prefix : from;
    NavigableMap<ByteString, ByteString> snapshot = new TreeMap<>();
    for (Map.Entry<ByteString, ByteString> entry : entries.tailMap(start).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      snapshot.put(entry.getKey(), entry.getValue());
    }
    return snapshot;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    entries.clear();
  }

  private void requireOpen() throws IOException {
    if (isClosed) {
      throw new IOException("the storage is closed; open it again");
    }
  }
}
