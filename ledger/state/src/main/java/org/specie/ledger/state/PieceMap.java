package org.specie.ledger.state;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.state.StateManifest.Piece;

/** The pieces of a manifest that are here, by their number, and found by their place. */
final class PieceMap {
  private final StateManifest manifest;
  private final TreeMap<Hash32, Integer> byPath = new TreeMap<>();
  private final TreeMap<Integer, NodeReference> present = new TreeMap<>();

  PieceMap(StateManifest manifest) {
    this.manifest = manifest;
    for (int i = 0; i < manifest.pieces().size(); i++) {
      byPath.put(manifest.pieces().get(i).path(), i);
      if (manifest.pieces().get(i).isEmpty()) {
        present.put(i, new NodeReference.Empty());
      }
    }
  }

  void put(int index, NodeReference subtree) {
    present.put(index, subtree);
  }

  SortedMap<Integer, NodeReference> present() {
    return Collections.unmodifiableSortedMap(present);
  }

  private boolean holdsEntries(int index) {
    NodeReference subtree = present.get(index);
    return subtree != null && !(subtree instanceof NodeReference.Empty);
  }

  /** The number of the piece that hangs at exactly this place. */
  Optional<Integer> at(int depth, Hash32 path) {
    Integer index = byPath.get(path);
    return index != null && manifest.pieces().get(index).depth() == depth
        ? Optional.of(index)
        : Optional.empty();
  }

  /** Whether exactly the subtree at this place is a piece with entries that is here. */
  boolean hasEntriesAt(int depth, Hash32 path) {
    return at(depth, path).filter(this::holdsEntries).isPresent();
  }

  /** Whether the piece to which this key hash belongs is here with its entries. */
  boolean covers(Hash32 keyHash) {
    Map.Entry<Hash32, Integer> floor = byPath.floorEntry(keyHash);
    if (floor == null) {
      return false;
    }
    Piece piece = manifest.pieces().get(floor.getValue());
    return piece.covers(keyHash) && holdsEntries(floor.getValue());
  }
}
