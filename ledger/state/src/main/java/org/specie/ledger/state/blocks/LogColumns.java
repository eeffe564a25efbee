package org.specie.ledger.state.blocks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;

/**
 * Where the block log keeps what in storage: the first byte of a storage key names the column.
 * Source: docs/spec/20-ledger.md, clause 8.8.
 */
final class LogColumns {
  /** Blocks by height. */
  static final int BLOCKS = 0x10;

  /** Certificates by height. */
  static final int CERTIFICATES = 0x11;

  /** The height of the last block. */
  static final int HEIGHT = 0x12;

  /** The height up to which every block at hand is certified. */
  static final int CERTIFIED = 0x13;

  /** Headers by height, where their block is not at hand. */
  static final int ANCHORS = 0x14;

  /** The height of the first block at hand. */
  static final int FIRST = 0x15;

  /** What remains of blocks at which operators changed, by height; never removed. */
  static final int CHANGES = 0x16;

  private static final int REMOVED_IN_A_BATCH_MAX = 1024;

  private LogColumns() {}

  static ByteString key(int column) {
    return new Encoder().u8(column).toByteString();
  }

  static ByteString key(int column, long at) {
    return new Encoder().u8(column).u64(at).toByteString();
  }

  static ByteString number(long value) {
    return new Encoder().u64(value).toByteString();
  }

  /** The number in the column without heights {@code column}, if it was ever written. */
  static Optional<Long> number(Storage storage, int column) throws IOException {
    Optional<ByteString> stored = storage.get(key(column));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(stored.get());
      long value = in.u64();
      in.end();
      return Optional.of(value);
    } catch (MalformedInput e) {
      throw new IOException(
          "a height of the block log (column " + column + ") is damaged; restore it from a backup",
          e);
    }
  }

  /**
   * Removes the records of {@code column} from {@code from} on and below {@code kept}, in bounded
   * batches.
   */
  static void remove(Storage storage, int column, long from, long kept) throws IOException {
    ByteString end = key(column, kept);
    ByteString next = key(column, from);
    List<ByteString> due = new ArrayList<>();
    do {
      due.clear();
      storage.scan(
          key(column),
          next,
          (key, value) -> {
            if (key.compareTo(end) >= 0) {
              return false;
            }
            due.add(key);
            return due.size() < REMOVED_IN_A_BATCH_MAX;
          });
      if (!due.isEmpty()) {
        Storage.Batch batch = new Storage.Batch();
        due.forEach(batch::delete);
        storage.write(batch);
        next = due.getLast();
      }
    } while (due.size() == REMOVED_IN_A_BATCH_MAX);
  }
}
