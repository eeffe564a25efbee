package org.specie.cash.application.signer;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;

/** Fails at its first write, before or after the disk behind it has it. */
record CrashingStorage(Storage disk, boolean isWritten) implements Storage {
  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    return disk.get(key);
  }

  @Override
  public void write(Batch batch) throws IOException {
    if (isWritten) {
      disk.write(batch);
    }
    throw new IOException("the power failed");
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    disk.scan(prefix, from, visitor);
  }

  @Override
  public void close() {}
}
