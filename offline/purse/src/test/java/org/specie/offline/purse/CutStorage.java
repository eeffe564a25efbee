package org.specie.offline.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/** A disk whose power fails before a write, or after it and before anybody is told. */
public record CutStorage(Storage disk, Fuse fuse) implements Storage {
  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    return disk.get(key);
  }

  @Override
  public void write(Batch batch) throws IOException {
    fuse.pass();
    disk.write(batch);
    fuse.pass();
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    disk.scan(prefix, from, visitor);
  }

  @Override
  public void close() {}
}
