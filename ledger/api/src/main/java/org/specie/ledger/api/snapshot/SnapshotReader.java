package org.specie.ledger.api.snapshot;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;

/**
 * The state at one height, to be read by others while blocks are executed. As long as it is open
 * the height is not pruned; closing it twice is harmless. Any thread.
 */
public interface SnapshotReader extends AutoCloseable {
  /** The height of the state. */
  long height();

  /** The canonical bytes of the manifest. */
  ByteString manifest();

  /** The bytes of chunk number {@code index}, if the manifest has so many. */
  Optional<ByteString> chunk(int index) throws IOException;

  @Override
  void close();
}
