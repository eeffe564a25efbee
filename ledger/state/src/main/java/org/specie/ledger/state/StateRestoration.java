package org.specie.ledger.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.snapshot.SnapshotRefusal;
import org.specie.ledger.state.StateManifest.Piece;
import org.specie.ledger.state.TreeUpdate.Change;

/**
 * A state that is put together from the pieces of a snapshot. Each piece is checked against the
 * manifest and written as one batch together with the note that it is there, so that after a crash
 * a piece is here entirely or not at all, whatever the disk kept of unsynced batches. There is no
 * head, and thus no state to be read, before {@link #finish} writes it in one synced batch. Memory:
 * one chunk, and a reference a piece. Source: docs/spec/20-ledger.md, clauses 8.13 to 8.15.
 */
public final class StateRestoration {
  /** The longest note of the caller, in bytes. */
  public static final int NOTE_BYTES_MAX = 2 * 1024 * 1024;

  private static final int MANIFEST_BYTES_MAX = 64 + StateManifest.PIECES_MAX * 34;

  private final Storage storage;
  private final NodeStore nodes;
  private final StateManifest manifest;
  private final ByteString note;
  private final PieceMap pieces;
  private final Consumer<AuthenticatedState.Head> adopt;
  private boolean isFinished;

  private StateRestoration(
      Storage storage,
      NodeStore nodes,
      StateManifest manifest,
      ByteString note,
      Consumer<AuthenticatedState.Head> adopt) {
    this.storage = storage;
    this.nodes = nodes;
    this.manifest = manifest;
    this.note = note;
    this.pieces = new PieceMap(manifest);
    this.adopt = adopt;
  }

  /** What {@code storage} was receiving when the process ended, if it was. */
  static Optional<StateRestoration> resume(
      Storage storage, NodeStore nodes, Consumer<AuthenticatedState.Head> adopt)
      throws IOException {
    Optional<ByteString> stored = storage.get(StateLayout.restoration());
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(stored.get());
      ByteString note = in.bytes(NOTE_BYTES_MAX);
      StateManifest manifest = StateManifest.decode(in.bytes(MANIFEST_BYTES_MAX));
      in.end();
      StateRestoration restoration = new StateRestoration(storage, nodes, manifest, note, adopt);
      restoration.readPresent();
      restoration.sweep();
      return Optional.of(restoration);
    } catch (MalformedInput e) {
      throw new IOException("the note of a restoration is damaged; remove the state", e);
    }
  }

  /**
   * Begins with {@code manifest}. Of {@code earlier}, subtrees that are here, it keeps what fits;
   * the rest is removed before this returns. The record of what is kept and what goes is one batch
   * with {@code ended}, which ends whatever held the earlier subtrees.
   */
  static StateRestoration begin(
      Storage storage,
      NodeStore nodes,
      StateManifest manifest,
      ByteString note,
      List<Placed> earlier,
      Storage.Batch ended,
      Consumer<AuthenticatedState.Head> adopt)
      throws IOException {
    Check.that(note.size() <= NOTE_BYTES_MAX, "a note has at most 2 MiB");
    StateRestoration restoration = new StateRestoration(storage, nodes, manifest, note, adopt);
    restoration.carry(earlier, ended);
    ended.put(
        StateLayout.restoration(),
        new Encoder().bytes(note).bytes(manifest.encode()).toByteString());
    ended.put(
        StateLayout.sweep(),
        new Encoder().list(earlier, (to, each) -> each.encode(to)).toByteString());
    storage.write(ended);
    restoration.sweep();
    return restoration;
  }

  /** Takes over the pieces that hang in one of {@code earlier} with the right hash. */
  private void carry(List<Placed> earlier, Storage.Batch batch) throws IOException {
    TreeMap<Hash32, Placed> byPath = new TreeMap<>();
    earlier.forEach(each -> byPath.put(each.path(), each));
    for (int i = 0; i < manifest.pieces().size(); i++) {
      Piece piece = manifest.pieces().get(i);
      // The earlier subtrees are disjoint: only the nearest before can have this place in it.
      Map.Entry<Hash32, Placed> before = byPath.floorEntry(piece.path());
      if (!piece.isEmpty() && before != null && before.getValue().isAbove(piece)) {
        NodeReference there = before.getValue().at(nodes, piece);
        if (there.hash().equals(piece.hash())) {
          keep(i, there, batch);
        }
      }
    }
  }

  private void keep(int index, NodeReference subtree, Storage.Batch batch) {
    Piece piece = manifest.pieces().get(index);
    pieces.put(index, subtree);
    Encoder reference = new Encoder();
    subtree.encode(reference);
    batch.put(StateLayout.restored(piece.depth(), piece.path()), reference.toByteString());
  }

  private void readPresent() throws IOException {
    for (int i = 0; i < manifest.pieces().size(); i++) {
      Piece piece = manifest.pieces().get(i);
      Optional<ByteString> stored = storage.get(StateLayout.restored(piece.depth(), piece.path()));
      if (stored.isPresent()) {
        try {
          Decoder in = new Decoder(stored.get());
          pieces.put(i, NodeReference.decode(in));
          in.end();
        } catch (MalformedInput e) {
          throw new IOException("the note of a restored piece is damaged; remove the state", e);
        }
      }
    }
  }

  private void sweep() throws IOException {
    Optional<ByteString> stored = storage.get(StateLayout.sweep());
    if (stored.isEmpty()) {
      return;
    }
    List<Placed> earlier;
    try {
      Decoder in = new Decoder(stored.get());
      earlier = in.list(StateManifest.PIECES_MAX, Placed::decode);
      in.end();
    } catch (MalformedInput e) {
      throw new IOException("the note of an earlier state is damaged; remove the state", e);
    }
    new Sweep(storage, pieces).remove(earlier);
    storage.write(new Storage.Batch().delete(StateLayout.sweep()));
  }

  /** What is restored. */
  public StateManifest manifest() {
    return manifest;
  }

  /** What the caller wanted to be kept with it. */
  public ByteString note() {
    return note;
  }

  /** The numbers of the pieces that are not here. */
  public SortedSet<Integer> missing() {
    SortedSet<Integer> missing = new TreeSet<>();
    for (int i = 0; i < manifest.pieces().size(); i++) {
      if (!pieces.present().containsKey(i)) {
        missing.add(i);
      }
    }
    return missing;
  }

  /** Takes the chunk of piece number {@code index}, or says why it is not that. */
  public Verdict accept(int index, ByteString chunk) throws IOException {
    Check.that(!isFinished, "a finished restoration takes nothing more");
    if (index < 0 || index >= manifest.pieces().size()) {
      return SnapshotRefusal.CHUNK_INVALID.refused();
    }
    if (pieces.present().containsKey(index)) {
      return Verdict.accepted();
    }
    Piece piece = manifest.pieces().get(index);
    List<Change> entries;
    try {
      entries = StateChunk.decode(piece, chunk);
    } catch (MalformedInput e) {
      return SnapshotRefusal.CHUNK_INVALID.refused();
    }
    TreeUpdate update = new TreeUpdate(nodes, manifest.height());
    NodeReference subtree = update.grow(piece.depth(), entries);
    if (!subtree.hash().equals(piece.hash())) {
      return SnapshotRefusal.CHUNK_INVALID.refused();
    }
    Storage.Batch batch = new Storage.Batch();
    StateWrites.add(batch, manifest.height(), update, entries);
    keep(index, subtree, batch);
    storage.writeUnsynced(batch);
    return Verdict.accepted();
  }

  /** Makes the state current, in one durable step. Nothing may be missing. */
  public void finish() throws IOException {
    Check.that(!isFinished && missing().isEmpty(), "a state is finished once and whole");
    isFinished = true;
    storage.sync();
    TreeUpdate upper = new TreeUpdate(nodes, manifest.height());
    NodeReference root = new Joining(upper).join(0);
    Check.that(
        root.hash().equals(manifest.root().hash()), "verified pieces lead to the verified root");
    AuthenticatedState.Head head = new AuthenticatedState.Head(manifest.height(), root);
    Storage.Batch batch = new Storage.Batch();
    StateWrites.add(batch, manifest.height(), upper, List.of());
    StateWrites.add(batch, head);
    batch.delete(StateLayout.restoration());
    for (Piece piece : manifest.pieces()) {
      batch.delete(StateLayout.restored(piece.depth(), piece.path()));
    }
    storage.write(batch);
    adopt.accept(head);
  }

  /** The subtrees that are here, for another restoration to begin with. */
  List<Placed> subtrees() {
    List<Placed> subtrees = new ArrayList<>();
    pieces
        .present()
        .forEach(
            (index, subtree) -> {
              Piece piece = manifest.pieces().get(index);
              if (!piece.isEmpty()) {
                subtrees.add(new Placed(piece.depth(), piece.path(), subtree));
              }
            });
    return subtrees;
  }

  /** Puts the branchings above the pieces, from left to right. */
  private final class Joining {
    private final TreeUpdate upper;
    private int next;

    Joining(TreeUpdate upper) {
      this.upper = upper;
    }

    NodeReference join(int depth) {
      Piece first = manifest.pieces().get(next);
      if (first.depth() == depth) {
        return require(next++);
      }
      NodeReference left = join(depth + 1);
      NodeReference right = join(depth + 1);
      return upper.join(left, right, depth, first.path());
    }

    private NodeReference require(int index) {
      return Optional.ofNullable(pieces.present().get(index))
          .orElseThrow(() -> new InvariantViolation("nothing is missing"));
    }
  }
}
