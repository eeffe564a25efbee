package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;

/** A subtree and where it hangs: below the first {@code depth} bits of {@code path}. */
record Placed(int depth, Hash32 path, NodeReference subtree) {
  /** The whole tree. */
  static Placed root(NodeReference root) {
    return new Placed(0, Hash32.ZERO, root);
  }

  /** The subtree to the left of the branching {@code node}, which stands here. */
  Placed left(InnerNode node) {
    return new Placed(depth + 1, path, node.left());
  }

  /** The subtree to the right of the branching {@code node}, which stands here. */
  Placed right(InnerNode node) {
    byte[] right = path.bytes().toByteArray();
    right[depth >>> 3] |= (byte) (1 << (7 - (depth & 7)));
    return new Placed(depth + 1, Hash32.of(right), node.right());
  }

  /** Where the branching that {@code inner} stands for is stored. */
  ByteString storageKey(NodeReference.Inner inner) {
    return StateLayout.node(inner.version(), depth, path);
  }

  boolean isAbove(StateManifest.Piece piece) {
    return depth <= piece.depth() && TreeHash.sharePath(path, piece.path(), depth);
  }

  /** What hangs at the place of {@code piece}, which is here or below. */
  NodeReference at(NodeStore nodes, StateManifest.Piece piece) throws IOException {
    Placed at = this;
    while (at.depth < piece.depth()) {
      switch (at.subtree) {
        case NodeReference.Empty empty -> {
          return empty;
        }
        case NodeReference.Leaf leaf -> {
          return piece.covers(leaf.keyHash()) ? leaf : new NodeReference.Empty();
        }
        case NodeReference.Inner inner -> {
          InnerNode node = nodes.fetch(at.storageKey(inner), inner);
          at = TreeHash.turnsRight(piece.path(), at.depth) ? at.right(node) : at.left(node);
        }
      }
    }
    return at.subtree;
  }

  /** The leaves below, from left to right. */
  List<NodeReference.Leaf> leaves(NodeStore nodes) throws IOException {
    List<NodeReference.Leaf> leaves = new ArrayList<>();
    collect(nodes, leaves);
    return leaves;
  }

  private void collect(NodeStore nodes, List<NodeReference.Leaf> leaves) throws IOException {
    switch (subtree) {
      case NodeReference.Empty() -> {}
      case NodeReference.Leaf leaf -> leaves.add(leaf);
      case NodeReference.Inner inner -> {
        InnerNode node = nodes.fetch(storageKey(inner), inner);
        left(node).collect(nodes, leaves);
        right(node).collect(nodes, leaves);
      }
    }
  }

  void encode(Encoder out) {
    out.u16(depth).hash(path);
    subtree.encode(out);
  }

  static Placed decode(Decoder in) throws MalformedInput {
    return new Placed(in.u16(), in.hash(), NodeReference.decode(in));
  }

  /** The entry of {@code leaf} in {@code storage}. */
  static Optional<StoredEntry> entry(Storage storage, NodeReference.Leaf leaf) throws IOException {
    Optional<ByteString> stored =
        storage.get(StateLayout.versionedValue(leaf.keyHash(), leaf.version()));
    return stored.isPresent()
        ? Optional.of(
            StoredEntry.decode(stored.get()).requireFits(leaf.keyHash(), leaf.valueHash()))
        : Optional.empty();
  }
}
