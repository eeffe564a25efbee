package org.specie.ledger.api.block;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Shows that a leaf is number {@code index} of {@code count} under a root: the sibling hashes from
 * the leaf upwards. Source: docs/spec/20-ledger.md, clause 5.4.
 */
public record InclusionProof(int index, int count, List<Hash32> path) {
  private static final int PATH_MAX = 32;

  public InclusionProof {
    path = List.copyOf(path);
    Check.that(0 <= index && index < count, "the index is one of a leaf");
    Check.that(path.size() <= PATH_MAX, "no path is longer than 32");
  }

  /** Whether {@code leaf} stands at this place under {@code root}. */
  public boolean proves(Hash32 leaf, Hash32 root) {
    return path.size() == depth(index, count)
        && climb(leaf, index, count, path.size()).equals(root);
  }

  /** How many siblings the leaf at {@code at} of {@code width} has on its way to the root. */
  private static int depth(int at, int width) {
    int depth = 0;
    while (width > 1) {
      int split = MerkleTree.split(width);
      width = at < split ? split : width - split;
      at = at < split ? at : at - split;
      depth++;
    }
    return depth;
  }

  private Hash32 climb(Hash32 leaf, int at, int width, int height) {
    if (width == 1) {
      return leaf;
    }
    int split = MerkleTree.split(width);
    Hash32 sibling = path.get(height - 1);
    return at < split
        ? MerkleTree.node(climb(leaf, at, split, height - 1), sibling)
        : MerkleTree.node(sibling, climb(leaf, at - split, width - split, height - 1));
  }

  /** The canonical bytes. */
  public ByteString encode() {
    return new Encoder().u32(index).u32(count).list(path, Encoder::hash).toByteString();
  }

  /** Reads canonical bytes. */
  public static InclusionProof decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    int index = in.u32();
    int count = in.u32();
    List<Hash32> path = in.list(PATH_MAX, Decoder::hash);
    in.end();
    if (index >= count) {
      throw new MalformedInput("no leaf has this index");
    }
    return new InclusionProof(index, count, path);
  }
}
