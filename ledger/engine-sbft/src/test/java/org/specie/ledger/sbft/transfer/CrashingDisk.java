package org.specie.ledger.sbft.transfer;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;

/** A disk that outlives its machine, whose power fails at a chosen write. */
final class CrashingDisk implements Storage {
  /** The power is off. */
  static final class Off extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final MemoryStorage disk = new MemoryStorage();
  private int writesLeft = Integer.MAX_VALUE;

  void failAfter(int writes) {
    writesLeft = writes;
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    return disk.get(key);
  }

  @Override
  public void write(Batch batch) throws IOException {
    if (writesLeft == 0) {
      throw new Off();
    }
    writesLeft--;
    disk.write(batch);
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    disk.scan(prefix, from, visitor);
  }

  @Override
  public void close() {}
}
