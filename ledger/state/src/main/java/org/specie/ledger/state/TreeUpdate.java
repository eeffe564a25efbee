package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.state.NodeReference.Empty;
import org.specie.ledger.state.NodeReference.Inner;
import org.specie.ledger.state.NodeReference.Leaf;

/**
 * One pass over the state tree that applies a sorted set of changes and collects what must be
 * written and what becomes stale. Nothing is written here. Cost: about log2(entries) node reads and
 * writes for each change, less where paths are shared.
 */
final class TreeUpdate {
  /** A key's new value, or nothing for a removal, with the hashes the tree needs. */
  record Change(
      ByteString key, Optional<ByteString> value, Hash32 keyHash, Optional<Hash32> valueHash) {
    private static final int LENGTH_FIELDS_BYTES = 8;

    /** What the entry takes in a chunk: two lengths, key and value. */
    long bytes() {
      return (long) LENGTH_FIELDS_BYTES
          + key.size()
          + value.orElseThrow(() -> new InvariantViolation("a removal has no bytes")).size();
    }

    static Change of(ByteString key, Optional<ByteString> value) {
      return new Change(key, value, TreeHash.key(key), value.map(TreeHash::value));
    }
  }

  /** An inner node to be written. */
  record WrittenNode(ByteString storageKey, InnerNode node) {}

  private final NodeStore nodes;
  private final long version;
  private final List<WrittenNode> written = new ArrayList<>();
  private final List<Leaf> freshLeaves = new ArrayList<>();
  private final List<ByteString> stale = new ArrayList<>();

  TreeUpdate(NodeStore nodes, long version) {
    this.nodes = nodes;
    this.version = version;
  }

  /** Applies {@code changes}, sorted by key hash and without duplicates, below {@code root}. */
  NodeReference apply(NodeReference root, List<Change> changes) throws IOException {
    requireSorted(changes);
    return update(root, 0, changes);
  }

  /** Builds the subtree at {@code depth} whose entries are {@code changes}, from nothing. */
  NodeReference grow(int depth, List<Change> changes) {
    requireSorted(changes);
    return build(resolve(Optional.empty(), changes), depth);
  }

  private static void requireSorted(List<Change> changes) {
    for (int i = 1; i < changes.size(); i++) {
      Check.that(
          changes.get(i - 1).keyHash().compareTo(changes.get(i).keyHash()) < 0,
          "changes are sorted by key hash");
    }
  }

  /** Inner nodes to be written. */
  List<WrittenNode> written() {
    return written;
  }

  /** Leaves whose value this version writes. */
  List<Leaf> freshLeaves() {
    return freshLeaves;
  }

  /** Storage keys that serve no version from this one on. */
  List<ByteString> stale() {
    return stale;
  }

  private NodeReference update(NodeReference at, int depth, List<Change> changes)
      throws IOException {
    if (changes.isEmpty()) {
      return at;
    }
    return switch (at) {
      case Empty empty -> build(resolve(Optional.empty(), changes), depth);
      case Leaf leaf -> build(resolve(Optional.of(leaf), changes), depth);
      case Inner inner -> updateInner(inner, depth, changes);
    };
  }

  private NodeReference updateInner(Inner inner, int depth, List<Change> changes)
      throws IOException {
    Hash32 path = changes.getFirst().keyHash();
    ByteString storageKey = StateLayout.node(inner.version(), depth, path);
    InnerNode node = nodes.read(storageKey, inner);
    int split = 0;
    while (split < changes.size() && !TreeHash.turnsRight(changes.get(split).keyHash(), depth)) {
      split++;
    }
    NodeReference left = update(node.left(), depth + 1, changes.subList(0, split));
    NodeReference right = update(node.right(), depth + 1, changes.subList(split, changes.size()));
    if (left.equals(node.left()) && right.equals(node.right())) {
      return inner;
    }
    stale.add(storageKey);
    return join(left, right, depth, path);
  }

  /** What is left of at most one leaf and the changes that reach it, sorted by key hash. */
  private List<Leaf> resolve(Optional<Leaf> present, List<Change> changes) {
    List<Leaf> leaves = new ArrayList<>(changes.size() + 1);
    boolean isPresentDue = present.isPresent();
    for (Change change : changes) {
      int order = isPresentDue ? present.get().keyHash().compareTo(change.keyHash()) : 1;
      if (order < 0) {
        leaves.add(present.get());
        isPresentDue = false;
      } else if (order == 0) {
        isPresentDue = false;
        replace(present.get(), change).ifPresent(leaves::add);
        continue;
      }
      change.valueHash().map(hash -> fresh(change, hash)).ifPresent(leaves::add);
    }
    if (isPresentDue) {
      leaves.add(present.get());
    }
    return leaves;
  }

  private Optional<Leaf> replace(Leaf present, Change change) {
    Optional<Hash32> valueHash = change.valueHash();
    if (valueHash.isPresent() && valueHash.get().equals(present.valueHash())) {
      return Optional.of(present);
    }
    stale.add(StateLayout.versionedValue(present.keyHash(), present.version()));
    return valueHash.map(hash -> fresh(change, hash));
  }

  private Leaf fresh(Change change, Hash32 valueHash) {
    Leaf leaf = new Leaf(version, change.bytes(), change.keyHash(), valueHash);
    freshLeaves.add(leaf);
    return leaf;
  }

  private NodeReference build(List<Leaf> leaves, int depth) {
    if (leaves.isEmpty()) {
      return new Empty();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int split = 0;
    while (split < leaves.size() && !TreeHash.turnsRight(leaves.get(split).keyHash(), depth)) {
      split++;
    }
    return join(
        build(leaves.subList(0, split), depth + 1),
        build(leaves.subList(split, leaves.size()), depth + 1),
        depth,
        leaves.getFirst().keyHash());
  }

  /** A subtree with one entry is that entry's leaf: this is what makes the root canonical. */
  NodeReference join(NodeReference left, NodeReference right, int depth, Hash32 path) {
    if (left instanceof Empty && !(right instanceof Inner)) {
      return right;
    }
    if (right instanceof Empty && !(left instanceof Inner)) {
      return left;
    }
    InnerNode node = new InnerNode(left, right);
    written.add(new WrittenNode(StateLayout.node(version, depth, path), node));
    return new Inner(version, left.bytes() + right.bytes(), node.hash());
  }
}
