package org.specie.ledger.local;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockSource;

/**
 * The durable chain: blocks and certificates by height. A block, its certificate and the new height
 * are one batch, so the log never ends in half a block. Its columns begin with 0x10 to 0x12 and may
 * share a storage with the application's state. One thread appends, any reads.
 */
public final class BlockLog implements BlockSource {
  private static final int BLOCKS = 0x10;
  private static final int CERTIFICATES = 0x11;
  private static final int HEIGHT = 0x12;

  private final Storage storage;
  private volatile long height;

  private BlockLog(Storage storage, long height) {
    this.storage = storage;
    this.height = height;
  }

  /** Continues whatever {@code storage} holds. */
  public static BlockLog open(Storage storage) throws IOException {
    Optional<ByteString> stored = storage.get(key(HEIGHT));
    if (stored.isEmpty()) {
      return new BlockLog(storage, -1);
    }
    try {
      Decoder in = new Decoder(stored.get());
      long height = in.u64();
      in.end();
      return new BlockLog(storage, height);
    } catch (MalformedInput e) {
      throw new IOException("the height of the block log is damaged; restore it from a backup", e);
    }
  }

  void append(Block block, CommitCertificate certificate) throws IOException {
    Check.that(block.height() == height + 1, "blocks are appended in order");
    Check.that(certificate.headerHash().equals(block.header().hash()), "the certificate fits");
    storage.write(
        new Storage.Batch()
            .put(key(BLOCKS, block.height()), block.encode())
            .put(key(CERTIFICATES, block.height()), certificate.encode())
            .put(key(HEIGHT), new Encoder().u64(block.height()).toByteString()));
    height = block.height();
  }

  @Override
  public long height() {
    return height;
  }

  @Override
  public Optional<ByteString> block(long at) throws IOException {
    return at < 0 ? Optional.empty() : storage.get(key(BLOCKS, at));
  }

  @Override
  public Optional<ByteString> certificate(long at) throws IOException {
    return at < 0 ? Optional.empty() : storage.get(key(CERTIFICATES, at));
  }

  /** The block at {@code at}, which the log must have. */
  Block require(long at) throws IOException {
    Optional<ByteString> stored = block(at);
    if (stored.isEmpty()) {
      throw new LedgerDamage(at, LedgerRefusal.BLOCK_MISSING);
    }
    try {
      Block block = Block.decode(stored.get());
      if (block.height() != at) {
        throw new LedgerDamage(at, LedgerRefusal.HEIGHT_DIFFERS);
      }
      return block;
    } catch (MalformedInput e) {
      throw new LedgerDamage(at, LedgerRefusal.BLOCK_MALFORMED);
    }
  }

  /** The certificate of the block at {@code at}, if the log has one. */
  Optional<CommitCertificate> readCertificate(long at) throws IOException {
    Optional<ByteString> stored = certificate(at);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CommitCertificate.decode(stored.get()));
    } catch (MalformedInput e) {
      throw new LedgerDamage(at, LedgerRefusal.CERTIFICATE_MALFORMED);
    }
  }

  private static ByteString key(int column) {
    return new Encoder().u8(column).toByteString();
  }

  private static ByteString key(int column, long at) {
    return new Encoder().u8(column).u64(at).toByteString();
  }
}
