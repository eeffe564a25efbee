package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.StateRoot;

/**
 * The committed state of a ledger. {@link #get} is one lookup in storage. {@link #stage} computes
 * the root of a next version without durable effect; {@link #commit} makes it the last one in one
 * storage batch, together with whatever else the caller must not lose or gain separately, and
 * {@link #sync} makes all that is committed durable. One thread stages, commits and prunes; any
 * thread reads. Source: docs/spec/20-ledger.md, section 8.
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
  private final LatestValues latest = new LatestValues();
  private final Pruning pruning;
  private final OpenSnapshots open = new OpenSnapshots();
  private volatile Optional<Head> head;
  private volatile Optional<StateRestoration> restoration = Optional.empty();

  private AuthenticatedState(Storage storage, Optional<Head> head) {
    this.storage = storage;
    this.nodes = new NodeStore(storage);
    this.pruning = new Pruning(storage);
    this.head = head;
  }

  /** Continues whatever {@code storage} holds. */
  public static AuthenticatedState open(Storage storage) throws IOException {
    Optional<ByteString> stored = storage.get(StateLayout.head());
    AuthenticatedState state =
        new AuthenticatedState(
            storage, stored.isPresent() ? Optional.of(decodeHead(stored.get())) : Optional.empty());
    state.restoration = StateRestoration.resume(storage, state.nodes, state::adopt);
    Check.that(
        state.head.isEmpty() || state.restoration.isEmpty(),
        "a state that is being restored has no head");
    return state;
  }

  private void adopt(Head restored) {
    latest.clear();
    restoration = Optional.empty();
    head = Optional.of(restored);
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

  /** The oldest version that is at hand, if there is one. */
  public Optional<Long> oldestVersion() throws IOException {
    List<Long> oldest = new ArrayList<>();
    storage.scan(
        StateLayout.roots(),
        StateLayout.roots(),
        (key, value) -> {
          oldest.add(StateLayout.versionOfRoot(key));
          return false;
        });
    return oldest.stream().findFirst();
  }

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    requireWhole();
    Optional<ByteString> known = latest.find(key);
    return known.isPresent() ? known : storage.get(StateLayout.value(key));
  }

  /** The value that {@code version} had at {@code key}; the version must be at hand. */
  public Optional<ByteString> get(long version, ByteString key) throws IOException {
    Hash32 keyHash = TreeHash.key(key);
    NodeReference end = walk(requireRoot(version), keyHash, new ArrayList<>());
    if (!(end instanceof NodeReference.Leaf leaf) || !leaf.keyHash().equals(keyHash)) {
      return Optional.empty();
    }
    return Optional.of(Placed.entry(storage, leaf).orElseThrow(StoredEntry::damaged).value());
  }

  @Override
  public void scan(ByteString prefix, Storage.Visitor visitor) throws IOException {
    requireWhole();
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
    Check.that(restoration.isEmpty(), "a state that is being restored is finished first");
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
    return new StagedState(base, result, update, sorted, writes(result, update, sorted));
  }

  /** The same without companions. */
  public void commit(StagedState staged) throws IOException {
    commit(staged, new Storage.Batch());
  }

  /**
   * Makes {@code staged} the last version, together with {@code companion}: unproven records of the
   * application, whose keys begin with a byte from 0x40 on. All of it is durable when {@link #sync}
   * has returned; a power cut before that takes back this version and perhaps some before it.
   */
  public void commit(StagedState staged, Storage.Batch companion) throws IOException {
    Check.that(staged.base().equals(head), "a version is committed on the one it was staged on");
    Storage.Batch batch = staged.writes();
    requireCompanions(companion);
    for (Storage.Batch.Change change : companion.changes()) {
      if (change.value().isPresent()) {
        batch.put(change.key(), change.value().get());
      } else {
        batch.delete(change.key());
      }
    }
    storage.writeBehind(batch);
    nodes.committed(staged.update());
    latest.committed(staged.changes());
    head = Optional.of(staged.result());
  }

  /** Returns when every version committed so far is durable. */
  public void sync() throws IOException {
    storage.sync();
  }

  /** Makes {@code companion} durable outside a commit: records that are made again from blocks. */
  public void writeCompanions(Storage.Batch companion) throws IOException {
    requireCompanions(companion);
    storage.write(companion);
  }

  private static void requireCompanions(Storage.Batch companion) {
    for (Storage.Batch.Change change : companion.changes()) {
      Check.that(isCompanion(change.key()), "companion keys begin with a byte from 0x40 on");
    }
  }

  /** An unproven record of the application, written with a commit. */
  public Optional<ByteString> companion(ByteString storageKey) throws IOException {
    Check.that(isCompanion(storageKey), "companion keys begin with a byte from 0x40 on");
    return storage.get(storageKey);
  }

  /** Hands the companion records under {@code prefix} to {@code visitor}, in key order. */
  public void scanCompanions(ByteString prefix, Storage.Visitor visitor) throws IOException {
    scanCompanions(prefix, prefix, visitor);
  }

  /** The same beginning with the record at {@code from}, or the next one if there is none. */
  public void scanCompanions(ByteString prefix, ByteString from, Storage.Visitor visitor)
      throws IOException {
    Check.that(isCompanion(prefix), "companion keys begin with a byte from 0x40 on");
    storage.scan(prefix, from, visitor);
  }

  /**
   * Forgets versions before {@code oldestKept}, which must be committed, and removes what only they
   * used; an open snapshot keeps its version and the later ones. Works in bounded batches; cut
   * short, it is simply continued by the next call.
   */
  public void prune(long oldestKept) throws IOException {
    Check.that(rootNode(oldestKept).isPresent(), "the oldest version kept is one at hand");
    pruning.prune(open.raiseFloor(oldestKept));
  }

  /** The entries of {@code version}, to be handed to others, if the version is at hand. */
  public Optional<StateSnapshot> snapshot(long version) throws IOException {
    if (restoration.isPresent() || !open.open(version)) {
      return Optional.empty();
    }
    Optional<StateSnapshot> snapshot = Optional.empty();
    try {
      Optional<NodeReference> root = rootNode(version);
      if (root.isPresent()) {
        snapshot =
            Optional.of(
                StateSnapshot.open(storage, nodes, version, root.get(), () -> open.close(version)));
      }
      return snapshot;
    } finally {
      if (snapshot.isEmpty()) {
        open.close(version);
      }
    }
  }

  /** The restoration that is under way, if one is. */
  public Optional<StateRestoration> restoration() {
    return restoration;
  }

  /** The version that is here, or the one being restored; -1 if there is neither. */
  public long reached() {
    return restoration
        .map(each -> each.manifest().height() - 1)
        .orElseGet(() -> version().orElse(-1L));
  }

  /**
   * Begins to restore the state of {@code manifest}, in place of what is here, and keeps {@code
   * note} with it until that is done. Subtrees that the new state shares with the present one, or
   * with a restoration under way, stay. Until the restoration is finished there is no version.
   */
  public StateRestoration restore(StateManifest manifest, ByteString note) throws IOException {
    Check.that(manifest.height() > reached(), "a state is restored at a later version");
    Check.that(!open.isAnyOpen(), "nobody reads the state that is to be replaced");
    List<Placed> earlier = new ArrayList<>();
    Storage.Batch ended = new Storage.Batch();
    Optional<StateRestoration> interrupted = restoration;
    Optional<Head> present = head;
    if (interrupted.isPresent()) {
      earlier.addAll(interrupted.get().subtrees());
      earlier.forEach(each -> ended.delete(StateLayout.restored(each.depth(), each.path())));
    } else if (present.isPresent()) {
      prune(present.get().version());
      earlier.add(Placed.root(present.get().root()));
      ended.delete(StateLayout.head()).delete(StateLayout.root(present.get().version()));
    }
    StateRestoration begun =
        StateRestoration.begin(storage, nodes, manifest, note, earlier, ended, this::adopt);
    restoration = Optional.of(begun);
    head = Optional.empty();
    latest.clear();
    return begun;
  }

  private void requireWhole() throws IOException {
    if (restoration.isPresent()) {
      throw new IOException("the state is being restored; ask again when it is whole");
    }
  }

  private static Storage.Batch writes(
      Head result, TreeUpdate update, List<TreeUpdate.Change> changes) {
    Storage.Batch batch = new Storage.Batch();
    StateWrites.add(batch, result.version(), update, changes);
    StateWrites.add(batch, result);
    return batch;
  }

  private StateProof prove(NodeReference root, ByteString key) throws IOException {
    List<Hash32> siblings = new ArrayList<>();
    NodeReference end = walk(root, TreeHash.key(key), siblings);
    return new StateProof(
        siblings,
        end instanceof NodeReference.Leaf leaf
            ? Optional.of(new StateProof.LeafHashes(leaf.keyHash(), leaf.valueHash()))
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
      int layout = in.u8();
      if (layout != StateWrites.LAYOUT) {
        throw new IOException(
            "the state has layout "
                + layout
                + " and this program reads layout "
                + StateWrites.LAYOUT
                + "; remove the state, it is made again from the blocks");
      }
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
