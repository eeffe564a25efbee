package org.specie.ledger.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.StateRoot;

/** The oracle: a plain map whose root is computed from scratch by the words of clause 8.3. */
final class NaiveState {
  private final TreeMap<ByteString, ByteString> entries = new TreeMap<>();

  void apply(ByteString key, Optional<ByteString> value) {
    if (value.isPresent()) {
      entries.put(key, value.get());
    } else {
      entries.remove(key);
    }
  }

  Map<ByteString, ByteString> entries() {
    return entries;
  }

  StateRoot root() {
    TreeMap<Hash32, Hash32> leaves = new TreeMap<>();
    entries.forEach((key, value) -> leaves.put(TreeHash.key(key), TreeHash.value(value)));
    return new StateRoot(root(List.copyOf(leaves.entrySet()), 0));
  }

  private static Hash32 root(List<Map.Entry<Hash32, Hash32>> leaves, int depth) {
    if (leaves.isEmpty()) {
      return Hash32.ZERO;
    }
    if (leaves.size() == 1) {
      return TreeHash.leaf(leaves.getFirst().getKey(), leaves.getFirst().getValue());
    }
    return TreeHash.inner(
        root(half(leaves, depth, false), depth + 1), root(half(leaves, depth, true), depth + 1));
  }

  private static List<Map.Entry<Hash32, Hash32>> half(
      List<Map.Entry<Hash32, Hash32>> leaves, int depth, boolean isRight) {
    return leaves.stream()
        .filter(leaf -> TreeHash.turnsRight(leaf.getKey(), depth) == isRight)
        .toList();
  }
}
