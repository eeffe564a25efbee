package org.specie.wallet.storage;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;

/** One place for the bytes of one wallet. A single writer holds it until it closes it. */
public interface WalletStore extends AutoCloseable {
  /** The bytes last stored, if there are any. */
  Optional<ByteString> read() throws IOException;

  /**
   * Stores {@code bytes} in place of what was there. When it returns they have reached the disk;
   * when it fails, or the power does, either the old bytes are there or the new ones.
   */
  void replace(ByteString bytes) throws IOException;

  @Override
  void close() throws IOException;
}
