package org.specie.node.signing;

import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What other operators' signers sent for blocks that are not signed yet, unread, and of each of
 * them no more than a budget: whoever sends shares of blocks that will never be fills its own part
 * of the memory and no more. Lives on one thread. Source: docs/spec/22-node.md, clause 6.8.
 */
final class KeptShares {
  /** Bytes kept of one operator; the longest message fits. */
  static final int BYTES_MAX = 1024 * 1024;

  private final SortedMap<String, NavigableMap<Long, SigningMessage.Shares>> byOperator =
      new TreeMap<>();

  /**
   * Keeps the first that {@code operator} says of a height. What does not fit beside lower heights
   * is dropped, because those are signed first.
   */
  void keep(String operator, SigningMessage.Shares shares) {
    NavigableMap<Long, SigningMessage.Shares> all =
        byOperator.computeIfAbsent(operator, _ -> new TreeMap<>());
    if (all.putIfAbsent(shares.height(), shares) == null) {
      while (bytes(all) > BYTES_MAX) {
        all.pollLastEntry();
      }
    }
  }

  /** Hands over what was kept for {@code height}, by operator, and keeps it no longer. */
  SortedMap<String, SigningMessage.Shares> take(long height) {
    SortedMap<String, SigningMessage.Shares> taken = new TreeMap<>();
    for (Map.Entry<String, NavigableMap<Long, SigningMessage.Shares>> each :
        byOperator.entrySet()) {
      SigningMessage.Shares shares = each.getValue().remove(height);
      if (shares != null) {
        taken.put(each.getKey(), shares);
      }
    }
    return taken;
  }

  void forgetUpTo(long height) {
    byOperator.values().forEach(each -> each.headMap(height, true).clear());
    byOperator.values().removeIf(Map::isEmpty);
  }

  /** How many bytes are kept of {@code operator}. */
  int bytes(String operator) {
    NavigableMap<Long, SigningMessage.Shares> all = byOperator.get(operator);
    return all == null ? 0 : bytes(all);
  }

  private static int bytes(NavigableMap<Long, SigningMessage.Shares> all) {
    return all.values().stream().mapToInt(each -> each.entries().size()).sum();
  }
}
