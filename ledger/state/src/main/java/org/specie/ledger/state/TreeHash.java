package org.specie.ledger.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.DomainTag;

/** The four hashes of the state tree. Source: docs/spec/20-ledger.md, clause 8.2. */
final class TreeHash {
  private static final DomainTag KEY = new DomainTag("specie/ledger/state-key/1");
  private static final DomainTag VALUE = new DomainTag("specie/ledger/state-value/1");
  private static final DomainTag LEAF = new DomainTag("specie/ledger/state-leaf/1");
  private static final DomainTag INNER = new DomainTag("specie/ledger/state-inner/1");

  private TreeHash() {}

  /** Where an entry stands in the tree: its bits, most significant first, say left or right. */
  static Hash32 key(ByteString key) {
    return KEY.hash(key);
  }

  static Hash32 value(ByteString value) {
    return VALUE.hash(value);
  }

  static Hash32 leaf(Hash32 keyHash, Hash32 valueHash) {
    return LEAF.hash(keyHash.bytes(), valueHash.bytes());
  }

  static Hash32 inner(Hash32 left, Hash32 right) {
    return INNER.hash(left.bytes(), right.bytes());
  }

  /** Whether the path to {@code keyHash} turns right at {@code depth}. */
  static boolean turnsRight(Hash32 keyHash, int depth) {
    return (keyHash.bytes().at(depth >>> 3) >>> (7 - (depth & 7)) & 1) == 1;
  }

  /** Whether two paths are the same down to {@code depth}. */
  static boolean sharePath(Hash32 one, Hash32 other, int depth) {
    for (int at = 0; at < depth; at++) {
      if (turnsRight(one, at) != turnsRight(other, at)) {
        return false;
      }
    }
    return true;
  }
}
