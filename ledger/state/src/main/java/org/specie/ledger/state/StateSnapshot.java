package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.snapshot.SnapshotReader;
import org.specie.ledger.state.StateManifest.Piece;

/**
 * A kept version, cut into pieces that others can fetch and check one by one. A subtree that holds
 * more than {@link StateChunk#PIECE_BYTES_MIN} is cut into its two halves, so that nobody can make
 * a chunk grow by choosing keys; the cut is a function of the entries, and all replicas make the
 * same one. As long as it is open the version is not pruned. Cost: a node read a piece for the
 * manifest; a node and a value read an entry for a chunk. Source: docs/spec/20-ledger.md, clauses
 * 8.10 to 8.12.
 */
public final class StateSnapshot implements SnapshotReader {
  private final Storage storage;
  private final NodeStore nodes;
  private final NodeReference root;
  private final StateManifest manifest;
  private final Runnable release;
  private boolean isClosed;

  private StateSnapshot(
      Storage storage,
      NodeStore nodes,
      NodeReference root,
      StateManifest manifest,
      Runnable release) {
    this.storage = storage;
    this.nodes = nodes;
    this.root = root;
    this.manifest = manifest;
    this.release = release;
  }

  static StateSnapshot open(
      Storage storage, NodeStore nodes, long version, NodeReference root, Runnable release)
      throws IOException {
    StateManifest manifest =
        new StateManifest(version, new StateRoot(root.hash()), cut(nodes, root));
    return new StateSnapshot(storage, nodes, root, manifest, release);
  }

  /** Cuts finely, and coarser only if there would be too many pieces. */
  private static List<Piece> cut(NodeStore nodes, NodeReference root) throws IOException {
    for (long limit = StateChunk.PIECE_BYTES_MIN; limit <= StateChunk.PIECE_BYTES_MAX; limit *= 2) {
      List<Piece> pieces = new ArrayList<>();
      if (cut(nodes, Placed.root(root), limit, pieces)) {
        return pieces;
      }
    }
    throw new IOException(
        "a state of "
            + root.bytes()
            + " bytes has more than "
            + StateManifest.PIECES_MAX
            + " pieces of at most "
            + StateChunk.PIECE_BYTES_MAX
            + " bytes; no snapshot of it can be served");
  }

  /** Whether there was room for all pieces of {@code at}. */
  private static boolean cut(NodeStore nodes, Placed at, long limit, List<Piece> pieces)
      throws IOException {
    if (pieces.size() == StateManifest.PIECES_MAX) {
      return false;
    }
    if (at.subtree() instanceof NodeReference.Inner inner && inner.bytes() > limit) {
      InnerNode node = nodes.fetch(at.storageKey(inner), inner);
      return cut(nodes, at.left(node), limit, pieces) && cut(nodes, at.right(node), limit, pieces);
    }
    return pieces.add(new Piece(at.depth(), at.path(), at.subtree().hash()));
  }

  @Override
  public long height() {
    return manifest.height();
  }

  @Override
  public ByteString manifest() {
    return manifest.encode();
  }

  /** The pieces and their hashes. */
  public StateManifest pieces() {
    return manifest;
  }

  @Override
  public Optional<ByteString> chunk(int index) throws IOException {
    if (index < 0 || index >= manifest.pieces().size()) {
      return Optional.empty();
    }
    Piece piece = manifest.pieces().get(index);
    NodeReference subtree = Placed.root(root).at(nodes, piece);
    Check.that(subtree.hash().equals(piece.hash()), "a kept tree does not change");
    StateChunk chunk = new StateChunk();
    for (NodeReference.Leaf leaf : new Placed(piece.depth(), piece.path(), subtree).leaves(nodes)) {
      StoredEntry entry = Placed.entry(storage, leaf).orElseThrow(StoredEntry::damaged);
      chunk.add(entry.key(), entry.value());
    }
    return Optional.of(chunk.encode());
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      release.run();
    }
  }
}
