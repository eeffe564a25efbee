package org.specie.ledger.state;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.StateRoot;

/**
 * The subtrees into which a snapshot cuts the state, from left to right, with their hashes: they
 * cover the whole tree and hash up to its root, so whoever trusts the root can check every piece
 * alone. Where each subtree hangs follows from the depths. A manifest that does not lead to its
 * root cannot be decoded. Size: 34 bytes a piece. Source: docs/spec/20-ledger.md, clause 8.11.
 */
public record StateManifest(long height, StateRoot root, List<Piece> pieces) {
  /** The most pieces of one snapshot. */
  public static final int PIECES_MAX = 1 << 16;

  private static final int VERSION = 1;

  /** The subtree at {@code depth} below which {@code path} leads, its further bits being zero. */
  public record Piece(int depth, Hash32 path, Hash32 hash) {
    /** Whether the entry with this key hash belongs here. */
    boolean covers(Hash32 keyHash) {
      return TreeHash.sharePath(path, keyHash, depth);
    }

    /** Whether there is nothing to fetch. */
    public boolean isEmpty() {
      return hash.equals(Hash32.ZERO);
    }
  }

  public StateManifest {
    pieces = List.copyOf(pieces);
    Check.that(height >= 0, "heights start at 0");
    Check.that(
        !pieces.isEmpty() && pieces.size() <= PIECES_MAX, "a manifest has 1 to 65536 pieces");
  }

  /** The canonical bytes. */
  public ByteString encode() {
    return new Encoder()
        .u8(VERSION)
        .u64(height)
        .hash(root.hash())
        .list(pieces, (to, piece) -> to.u16(piece.depth()).hash(piece.hash()))
        .toByteString();
  }

  /** Reads canonical bytes whose pieces lead to the root they name. */
  public static StateManifest decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a manifest of version 1");
    }
    long height = in.u64();
    StateRoot root = new StateRoot(in.hash());
    List<Cut> cuts = in.list(PIECES_MAX, each -> new Cut(each.u16(), each.hash()));
    in.end();
    Folding folding = new Folding(cuts);
    if (!folding.fold(0).equals(root.hash()) || !folding.isAtEnd()) {
      throw new MalformedInput("the pieces do not lead to the root");
    }
    return new StateManifest(height, root, folding.pieces);
  }

  private record Cut(int depth, Hash32 hash) {}

  /** Goes down to each cut and hashes back up, finding on the way where the cut is. */
  private static final class Folding {
    private final List<Cut> cuts;
    private final List<Piece> pieces = new ArrayList<>();
    private final byte[] path = new byte[Hash32.SIZE];

    Folding(List<Cut> cuts) {
      this.cuts = cuts;
    }

    boolean isAtEnd() {
      return pieces.size() == cuts.size();
    }

    Hash32 fold(int depth) throws MalformedInput {
      if (isAtEnd()) {
        throw new MalformedInput("the pieces leave a gap");
      }
      Cut next = cuts.get(pieces.size());
      if (next.depth() < depth || next.depth() > StateProof.SIBLINGS_MAX) {
        throw new MalformedInput("the pieces overlap");
      }
      if (next.depth() == depth) {
        pieces.add(new Piece(depth, Hash32.of(path), next.hash()));
        return next.hash();
      }
      Hash32 left = fold(depth + 1);
      int bit = 1 << (7 - (depth & 7));
      path[depth >>> 3] |= (byte) bit;
      Hash32 right = fold(depth + 1);
      path[depth >>> 3] &= (byte) ~bit;
      return TreeHash.inner(left, right);
    }
  }
}
