package org.specie.ledger.state;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;

/**
 * Inner nodes by storage key, checked against their hash when they are read, and the recently used
 * ones kept at hand: every path goes through the nodes near the root, so that a few thousand of
 * them save most reads. A committed node never changes, so nothing here is ever out of date.
 * Thread-safe.
 */
final class NodeStore {
  private static final int NODES_AT_HAND_MAX = 1 << 15;

  private final Storage storage;

  /** The least recently used node stands first. */
  private final LinkedHashMap<ByteString, InnerNode> atHand = new LinkedHashMap<>();

  NodeStore(Storage storage) {
    this.storage = storage;
  }

  /** The node that {@code reference} stands for. */
  InnerNode read(ByteString storageKey, NodeReference.Inner reference) throws IOException {
    InnerNode known = known(storageKey).orElse(null);
    if (known != null) {
      return known;
    }
    InnerNode node = fetch(storageKey, reference);
    keep(storageKey, node);
    return node;
  }

  /** The same for a walk over everything, which would only drive out what is used again. */
  InnerNode fetch(ByteString storageKey, NodeReference.Inner reference) throws IOException {
    Optional<ByteString> stored = storage.get(storageKey);
    if (stored.isEmpty()) {
      throw new IOException("a node of the state tree is missing; restore it from a backup");
    }
    InnerNode node = decode(stored.get());
    if (!node.hash().equals(reference.hash())) {
      throw new IOException("a node of the state tree has changed; restore it from a backup");
    }
    return node;
  }

  /** Keeps the nodes of a committed update at hand, in place of those it made stale. */
  void committed(TreeUpdate update) {
    update.stale().forEach(this::drop);
    update.written().forEach(written -> keep(written.storageKey(), written.node()));
  }

  static InnerNode decode(ByteString stored) throws IOException {
    try {
      return InnerNode.decode(stored);
    } catch (MalformedInput e) {
      throw new IOException("a node of the state tree is damaged; restore it from a backup", e);
    }
  }

  private synchronized Optional<InnerNode> known(ByteString storageKey) {
    InnerNode node = atHand.get(storageKey);
    if (node != null) {
      atHand.putLast(storageKey, node);
    }
    return Optional.ofNullable(node);
  }

  private synchronized void keep(ByteString storageKey, InnerNode node) {
    atHand.putLast(storageKey, node);
    if (atHand.size() > NODES_AT_HAND_MAX) {
      atHand.pollFirstEntry();
    }
  }

  private synchronized void drop(ByteString storageKey) {
    atHand.remove(storageKey);
  }
}
