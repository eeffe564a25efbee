package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.StateRoot;

/**
 * The committed state of a ledger. {@link #get} is one lookup in storage. {@link #stage} computes
 * the root of a next version without durable effect; {@link #commit} makes it durable in one
 * storage batch, together with whatever else the caller must not lose or gain separately. One
 * thread stages, commits and prunes; any thread reads. Source: docs/spec/20-ledger.md, section 8.
 */
public final class AuthenticatedState implements StateView {
  /** The longest key, in bytes. */
  public static final int KEY_BYTES_MAX = 1024;

  /** The longest value, in bytes. */
  public static final int VALUE_BYTES_MAX = 1024 * 1024;

  /** The last committed version and where its tree begins. */
  record Head(long version, NodeReference root) {
    StateRoot stateRoot() {
      return new StateRoot(root.hash());
    }
  }

  private final Storage storage;
  private final NodeStore nodes;
  private final Pruning pruning;
  private volatile Optional<Head> head;

  private AuthenticatedState(Storage storage, Optional<Head> head) {
    this.storage = storage;
    this.nodes = new NodeStore(storage);
    this.pruning = new Pruning(storage);
    this.head = head;
  }

  /** Continues whatever {@code storage} holds. */
  public static AuthenticatedState open(Storage storage) throws IOException {
    Optional<ByteString> stored = storage.get(StateLayout.head());
    return new AuthenticatedState(
        storage, stored.isPresent() ? Optional.of(decodeHead(stored.get())) : Optional.empty());
  }

  static boolean isKey(ByteString key) {
    return !key.isEmpty() && key.size() <= KEY_BYTES_MAX;
  }

  /** The last committed version, if there is one. */
  public Optional<Long> version() {
    return head.map(Head::version);
  }

  /** The root of the last committed version. */
  public StateRoot root() {
    return head.map(Head::stateRoot).orElse(StateRoot.EMPTY);
  }

  /** The root of {@code version}, if it is committed and not pruned. */
  public Optional<StateRoot> root(long version) throws IOException {
    return rootNode(version).map(node -> new StateRoot(node.hash()));
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    return storage.get(StateLayout.value(key));
  }

  /** The value that {@code version} had at {@code key}; the version must be at hand. */
  public Optional<ByteString> get(long version, ByteString key) throws IOException {
    Hash32 keyHash = TreeHash.key(key);
    NodeReference end = walk(requireRoot(version), keyHash, new ArrayList<>());
    if (!(end instanceof NodeReference.Leaf leaf) || !leaf.keyHash().equals(keyHash)) {
      return Optional.empty();
    }
    Optional<ByteString> value = storage.get(StateLayout.versionedValue(keyHash, leaf.version()));
    if (value.isEmpty() || !TreeHash.value(value.get()).equals(leaf.valueHash())) {
      throw new IOException("the value of a state entry is damaged; restore it from a backup");
    }
    return value;
  }

  @Override
  public void scan(ByteString prefix, Storage.Visitor visitor) throws IOException {
    ByteString stored = StateLayout.value(prefix);
    storage.scan(stored, stored, (key, value) -> visitor.entry(StateLayout.keyOf(key), value));
  }

  /** Proves what the last committed version has at {@code key}, be it nothing. */
  public StateProof prove(ByteString key) throws IOException {
    NodeReference root = head.map(Head::root).orElse(new NodeReference.Empty());
    return prove(root, key);
  }

  /** Proves what {@code version} had at {@code key}; the version must be at hand. */
  public StateProof prove(long version, ByteString key) throws IOException {
    return prove(requireRoot(version), key);
  }

  /**
   * Computes {@code version} as the committed state with {@code changes}, which must have been made
   * directly over this state. Nothing becomes durable.
   */
  public StagedState stage(long version, StateChanges changes) throws IOException {
    Optional<Head> base = head;
    Check.that(
        version > base.map(Head::version).orElse(-1L), "versions increase, starting at 0 or later");
    Check.that(changes.isOver(this), "changes are made directly over the state they are for");
    List<TreeUpdate.Change> sorted = new ArrayList<>();
    changes.pending().forEach((key, value) -> sorted.add(TreeUpdate.Change.of(key, value)));
    sorted.sort(Comparator.comparing(TreeUpdate.Change::keyHash));
    TreeUpdate update = new TreeUpdate(nodes, version);
    NodeReference root =
        update.apply(base.map(Head::root).orElse(new NodeReference.Empty()), sorted);
    Head result = new Head(version, root);
    return new StagedState(base, result, update, writes(result, update, sorted));
  }

  /** Makes {@code staged} durable. */
  public void commit(StagedState staged) throws IOException {
    commit(staged, new Storage.Batch());
  }

  /**
   * Makes {@code staged} durable together with {@code companion}: unproven records of the
   * application, whose keys begin with a byte from 0x40 on.
   */
  public void commit(StagedState staged, Storage.Batch companion) throws IOException {
    Check.that(staged.base().equals(head), "a version is committed on the one it was staged on");
    Storage.Batch batch = staged.writes();
    for (Storage.Batch.Change change : companion.changes()) {
      Check.that(isCompanion(change.key()), "companion keys begin with a byte from 0x40 on");
      if (change.value().isPresent()) {
        batch.put(change.key(), change.value().get());
      } else {
        batch.delete(change.key());
      }
    }
    storage.write(batch);
    nodes.committed(staged.update());
    head = Optional.of(staged.result());
  }

  /** An unproven record of the application, written with a commit. */
  public Optional<ByteString> companion(ByteString storageKey) throws IOException {
    Check.that(isCompanion(storageKey), "companion keys begin with a byte from 0x40 on");
    return storage.get(storageKey);
  }

  /** Hands the companion records under {@code prefix} to {@code visitor}, in key order. */
  public void scanCompanions(ByteString prefix, Storage.Visitor visitor) throws IOException {
    Check.that(isCompanion(prefix), "companion keys begin with a byte from 0x40 on");
    storage.scan(prefix, prefix, visitor);
  }

  /**
   * Forgets versions before {@code oldestKept}, which must be committed, and removes what only they
   * used. Works in bounded batches; cut short, it is simply continued by the next call.
   */
  public void prune(long oldestKept) throws IOException {
    Check.that(rootNode(oldestKept).isPresent(), "the oldest version kept is one at hand");
    pruning.prune(oldestKept);
  }

  private static Storage.Batch writes(
      Head result, TreeUpdate update, List<TreeUpdate.Change> changes) {
    long version = result.version();
    Storage.Batch batch = new Storage.Batch();
    for (TreeUpdate.WrittenNode written : update.written()) {
      batch.put(written.storageKey(), written.node().encode());
    }
    Set<Hash32> fresh = new TreeSet<>();
    update.freshLeaves().forEach(leaf -> fresh.add(leaf.keyHash()));
    for (TreeUpdate.Change change : changes) {
      if (change.value().isEmpty()) {
        batch.delete(StateLayout.value(change.key()));
      } else if (fresh.contains(change.keyHash())) {
        batch.put(StateLayout.value(change.key()), change.value().get());
        batch.put(StateLayout.versionedValue(change.keyHash(), version), change.value().get());
      }
    }
    for (ByteString stale : update.stale()) {
      batch.put(StateLayout.stale(version, stale), ByteString.EMPTY);
    }
    Encoder root = new Encoder();
    result.root().encode(root);
    batch.put(StateLayout.root(version), root.toByteString());
    Encoder head = new Encoder().u64(version);
    result.root().encode(head);
    return batch.put(StateLayout.head(), head.toByteString());
  }

  private StateProof prove(NodeReference root, ByteString key) throws IOException {
    List<Hash32> siblings = new ArrayList<>();
    NodeReference end = walk(root, TreeHash.key(key), siblings);
    return new StateProof(
        siblings,
        end instanceof NodeReference.Leaf(long version, Hash32 keyHash, Hash32 valueHash)
            ? Optional.of(new StateProof.LeafHashes(keyHash, valueHash))
            : Optional.empty());
  }

  /** Follows the path of {@code keyHash} to its end and collects the siblings on the way. */
  private NodeReference walk(NodeReference root, Hash32 keyHash, List<Hash32> siblings)
      throws IOException {
    NodeReference at = root;
    for (int depth = 0; at instanceof NodeReference.Inner inner; depth++) {
      Check.that(depth < StateProof.SIBLINGS_MAX, "no path is longer than 256");
      InnerNode node = nodes.read(StateLayout.node(inner.version(), depth, keyHash), inner);
      boolean turnsRight = TreeHash.turnsRight(keyHash, depth);
      siblings.add((turnsRight ? node.left() : node.right()).hash());
      at = turnsRight ? node.right() : node.left();
    }
    return at;
  }

  private NodeReference requireRoot(long version) throws IOException {
    return rootNode(version)
        .orElseThrow(
            () ->
                new IOException(
                    "version " + version + " of the state is not at hand; ask for a later one"));
  }

  private Optional<NodeReference> rootNode(long version) throws IOException {
    Optional<ByteString> stored = storage.get(StateLayout.root(version));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(stored.get());
      NodeReference root = NodeReference.decode(in);
      in.end();
      return Optional.of(root);
    } catch (MalformedInput e) {
      throw new IOException("a root of the state is damaged; restore it from a backup", e);
    }
  }

  private static Head decodeHead(ByteString stored) throws IOException {
    try {
      Decoder in = new Decoder(stored);
      Head head = new Head(in.u64(), NodeReference.decode(in));
      in.end();
      return head;
    } catch (MalformedInput e) {
      throw new IOException("the head of the state is damaged; restore it from a backup", e);
    }
  }

  private static boolean isCompanion(ByteString storageKey) {
    return !storageKey.isEmpty() && storageKey.at(0) >= StateLayout.COMPANION_FIRST;
  }
}
