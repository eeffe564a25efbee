package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/** A storage that counts how often it is flushed to the disk. */
record CountedStorage(Storage storage, LongAdder syncs) implements Storage {
  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    return storage.get(key);
  }

  @Override
  public void write(Batch batch) throws IOException {
    syncs.increment();
    storage.write(batch);
  }

  @Override
  public void writeUnsynced(Batch batch) throws IOException {
    storage.writeUnsynced(batch);
  }

  @Override
  public void writeBehind(Batch batch) throws IOException {
    storage.writeBehind(batch);
  }

  @Override
  public void sync() throws IOException {
    syncs.increment();
    storage.sync();
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    storage.scan(prefix, from, visitor);
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
