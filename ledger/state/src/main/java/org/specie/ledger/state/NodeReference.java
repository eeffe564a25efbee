package org.specie.ledger.state;

import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What stands below a branch of the state tree. A subtree with one entry is that entry's leaf,
 * wherever it hangs, so a leaf is described in full by the reference and only inner nodes are
 * stored. The version is the one that wrote it and no part of the hash.
 */
sealed interface NodeReference {
  /** The hash this subtree contributes to the one above. */
  Hash32 hash();

  /**
   * What the entries below take in a chunk of a snapshot, in bytes. It is kept to cut snapshots by,
   * and no part of the hash.
   */
  long bytes();

  /** No entry. */
  record Empty() implements NodeReference {
    @Override
    public Hash32 hash() {
      return Hash32.ZERO;
    }

    @Override
    public long bytes() {
      return 0;
    }
  }

  /** One entry. */
  record Leaf(long version, long bytes, Hash32 keyHash, Hash32 valueHash) implements NodeReference {
    @Override
    public Hash32 hash() {
      return TreeHash.leaf(keyHash, valueHash);
    }
  }

  /** Two entries or more. */
  record Inner(long version, long bytes, Hash32 hash) implements NodeReference {}

  default void encode(Encoder out) {
    switch (this) {
      case Empty() -> out.u8(0);
      case Leaf(long version, long bytes, Hash32 keyHash, Hash32 valueHash) ->
          out.u8(1).u64(version).u64(bytes).hash(keyHash).hash(valueHash);
      case Inner(long version, long bytes, Hash32 hash) ->
          out.u8(2).u64(version).u64(bytes).hash(hash);
    }
  }

  static NodeReference decode(Decoder in) throws MalformedInput {
    int kind = in.u8();
    return switch (kind) {
      case 0 -> new Empty();
      case 1 -> new Leaf(in.u64(), in.u64(), in.hash(), in.hash());
      case 2 -> new Inner(in.u64(), in.u64(), in.hash());
      default -> throw new MalformedInput("no kind of node");
    };
  }
}
