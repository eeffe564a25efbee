package org.specie.ledger.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;

/**
 * Where the state keeps what in storage: the first byte of a storage key names the column. Source:
 * docs/spec/20-ledger.md, clause 8.8.
 */
final class StateLayout {
  /** Columns from here on belong to the application; they share its batches and no proof. */
  static final int COMPANION_FIRST = 0x40;

  private static final int VALUES = 0x01;
  private static final int NODES = 0x02;
  private static final int VERSIONED_VALUES = 0x03;
  private static final int ROOTS = 0x04;
  private static final int STALE = 0x05;
  private static final int HEAD = 0x06;
  private static final int RESTORATION = 0x07;
  private static final int RESTORATION_SUBJECT = 0x00;
  private static final int RESTORATION_DONE = 0x01;
  private static final int RESTORATION_SWEEP = 0x02;

  private StateLayout() {}

  /** The latest value of {@code key}; the only column that {@code get} reads. */
  static ByteString value(ByteString key) {
    return column(VALUES).fixed(key).toByteString();
  }

  /** The key of an entry found in the values column. */
  static ByteString keyOf(ByteString valueColumnKey) {
    return valueColumnKey.slice(1, valueColumnKey.size());
  }

  /** The inner node that {@code version} wrote at {@code depth} on the path to {@code keyHash}. */
  static ByteString node(long version, int depth, Hash32 keyHash) {
    byte[] path = keyHash.bytes().slice(0, (depth + 7) / 8).toByteArray();
    if ((depth & 7) != 0) {
      path[path.length - 1] &= (byte) (0xff00 >>> (depth & 7));
    }
    return column(NODES).u64(version).u16(depth).fixed(path).toByteString();
  }

  /** The value that {@code version} wrote at the key with this hash. */
  static ByteString versionedValue(Hash32 keyHash, long version) {
    return column(VERSIONED_VALUES).hash(keyHash).u64(version).toByteString();
  }

  static ByteString roots() {
    return column(ROOTS).toByteString();
  }

  static ByteString root(long version) {
    return column(ROOTS).u64(version).toByteString();
  }

  static long versionOfRoot(ByteString rootKey) {
    return number(rootKey, 1);
  }

  static ByteString stale() {
    return column(STALE).toByteString();
  }

  /** Where notes of what serves no version from {@code since} on begin. */
  static ByteString stale(long since) {
    return column(STALE).u64(since).toByteString();
  }

  /** The {@code part}th note of what serves no version from {@code since} on. */
  static ByteString stale(long since, int part) {
    return column(STALE).u64(since).u32(part).toByteString();
  }

  static long staleSince(ByteString staleKey) {
    return number(staleKey, 1);
  }

  static ByteString head() {
    return column(HEAD).toByteString();
  }

  /** What is being restored; there while a restoration is under way. */
  static ByteString restoration() {
    return column(RESTORATION).u8(RESTORATION_SUBJECT).toByteString();
  }

  /** That the piece at {@code depth} on {@code path} is there. */
  static ByteString restored(int depth, Hash32 path) {
    return column(RESTORATION).u8(RESTORATION_DONE).hash(path).u16(depth).toByteString();
  }

  /** What of an earlier tree is still to be removed before anything is added. */
  static ByteString sweep() {
    return column(RESTORATION).u8(RESTORATION_SWEEP).toByteString();
  }

  private static Encoder column(int column) {
    return new Encoder().u8(column);
  }

  private static long number(ByteString bytes, int from) {
    long number = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      number = number << 8 | bytes.at(i);
    }
    return number;
  }
}
