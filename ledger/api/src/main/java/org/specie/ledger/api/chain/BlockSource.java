package org.specie.ledger.api.chain;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.certificate.CommitCertificate;

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

  /** The block at {@code height}, of a source whose bytes are one's own: others are damage. */
  default Optional<Block> readBlock(long height) throws IOException {
    Optional<ByteString> bytes = block(height);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Block.decode(bytes.get()));
    } catch (MalformedInput e) {
      throw new LedgerDamage(height, LedgerRefusal.BLOCK_MALFORMED);
    }
  }

  /** The certificate of the block at {@code height}, of a source whose bytes are one's own. */
  default Optional<CommitCertificate> readCertificate(long height) throws IOException {
    Optional<ByteString> bytes = certificate(height);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CommitCertificate.decode(bytes.get()));
    } catch (MalformedInput e) {
      throw new LedgerDamage(height, LedgerRefusal.CERTIFICATE_MALFORMED);
    }
  }
}
