package org.specie.ledger.api.chain;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;

/**
 * Somewhere a chain can be read from: a replica's log, an archive, a stranger. It hands out bytes,
 * not blocks, because nobody vouches for them.
 */
public interface BlockSource {
  /** The height of the last block, -1 if there is none. */
  long height() throws IOException;

  /** The bytes of the block at {@code height}. */
  Optional<ByteString> block(long height) throws IOException;

  /** The bytes of the certificate of the block at {@code height}. */
  Optional<ByteString> certificate(long height) throws IOException;
}
