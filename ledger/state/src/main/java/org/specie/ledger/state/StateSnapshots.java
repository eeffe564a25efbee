package org.specie.ledger.state;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.snapshot.Begun;
import org.specie.ledger.api.snapshot.HeightRange;
import org.specie.ledger.api.snapshot.Restoration;
import org.specie.ledger.api.snapshot.SnapshotReader;
import org.specie.ledger.api.snapshot.SnapshotRefusal;
import org.specie.ledger.api.snapshot.Snapshots;

/**
 * The port of snapshots over an authenticated state. Whatever an application keeps beside its state
 * it makes again in its {@link Companion}. Source: docs/spec/26-state-transfer.md, section 3.
 */
public final class StateSnapshots implements Snapshots {
  /** What an application does about its records outside the state. */
  public interface Companion {
    /** The state of {@code height} is about to take the place of the present one. */
    void leaping(long height) throws IOException;

    /** The state of {@code position} is there. */
    void restored(Position position) throws IOException;

    /** Heights whose blocks the records lack. */
    Optional<HeightRange> unseen() throws IOException;

    /** Adds the last of the unseen blocks to the records. */
    void backfill(Block block) throws IOException;

    /** Gives up unseen blocks up to {@code last}. */
    void skip(long last) throws IOException;
  }

  /** An application that keeps nothing beside its state. */
  private static final class Nothing implements Companion {
    @Override
    public void leaping(long height) {}

    @Override
    public void restored(Position position) {}

    @Override
    public Optional<HeightRange> unseen() {
      return Optional.empty();
    }

    @Override
    public void backfill(Block block) {}

    @Override
    public void skip(long last) {}
  }

  private final AuthenticatedState state;
  private final Companion companion;

  /** For an application that keeps nothing beside {@code state}. */
  public StateSnapshots(AuthenticatedState state) {
    this(state, new Nothing());
  }

  public StateSnapshots(AuthenticatedState state, Companion companion) {
    this.state = state;
    this.companion = companion;
  }

  @Override
  public Optional<HeightRange> kept() throws IOException {
    Optional<Long> newest = state.version();
    Optional<Long> oldest = state.oldestVersion();
    return newest.isPresent() && oldest.isPresent()
        ? Optional.of(new HeightRange(oldest.get(), newest.get()))
        : Optional.empty();
  }

  @Override
  public Optional<SnapshotReader> open(long height) throws IOException {
    return state.snapshot(height).map(snapshot -> snapshot);
  }

  @Override
  public void prune(long oldestKept) throws IOException {
    state.prune(oldestKept);
  }

  @Override
  public Optional<Restoration> restoring() throws IOException {
    Optional<StateRestoration> restoration = state.restoration();
    return restoration.isPresent()
        ? Optional.of(new Restoring(restoration.get(), Target.decode(restoration.get().note())))
        : Optional.empty();
  }

  /** What is noted with a restoration. */
  private record Target(BlockHeader header, ByteString proof) {
    ByteString encode() {
      return new Encoder().bytes(header.encode()).bytes(proof).toByteString();
    }

    static Target decode(ByteString note) throws IOException {
      try {
        Decoder in = new Decoder(note);
        Target target =
            new Target(BlockHeader.decode(in.bytes(note.size())), in.bytes(note.size()));
        in.end();
        return target;
      } catch (MalformedInput e) {
        throw new IOException("the header of a restoration is damaged; remove the state", e);
      }
    }
  }

  @Override
  public Begun begin(BlockHeader header, ByteString proof, ByteString manifest) throws IOException {
    StateManifest decoded;
    try {
      decoded = StateManifest.decode(manifest);
    } catch (MalformedInput e) {
      return new Begun.Refused(SnapshotRefusal.MANIFEST_INVALID);
    }
    if (decoded.height() != header.height() || !decoded.root().equals(header.stateRoot())) {
      return new Begun.Refused(SnapshotRefusal.MANIFEST_INVALID);
    }
    if (header.height() <= state.reached()) {
      return new Begun.Refused(SnapshotRefusal.TARGET_BEHIND);
    }
    companion.leaping(header.height());
    Target target = new Target(header, proof);
    return new Begun.Started(new Restoring(state.restore(decoded, target.encode()), target));
  }

  @Override
  public Optional<HeightRange> unseen() throws IOException {
    return companion.unseen();
  }

  @Override
  public void backfill(Block block) throws IOException {
    Optional<HeightRange> unseen = companion.unseen();
    if (unseen.isPresent()) {
      Check.that(
          unseen.get().last() == block.height(), "blocks are filled in from the last backwards");
      companion.backfill(block);
    }
  }

  @Override
  public void skipBackfill(long last) throws IOException {
    if (companion.unseen().isPresent()) {
      companion.skip(last);
    }
  }

  private final class Restoring implements Restoration {
    private final StateRestoration restoration;
    private final Target target;

    Restoring(StateRestoration restoration, Target target) {
      this.restoration = restoration;
      this.target = target;
    }

    @Override
    public BlockHeader header() {
      return target.header();
    }

    @Override
    public ByteString proof() {
      return target.proof();
    }

    @Override
    public ByteString manifest() {
      return restoration.manifest().encode();
    }

    @Override
    public int chunkCount() {
      return restoration.manifest().pieces().size();
    }

    @Override
    public SortedSet<Integer> missing() {
      return restoration.missing();
    }

    @Override
    public Verdict accept(int index, ByteString chunk) throws IOException {
      return restoration.accept(index, chunk);
    }

    @Override
    public Position finish() throws IOException {
      restoration.finish();
      Position position = new Position(header().height(), header().stateRoot());
      Check.that(state.root().equals(position.stateRoot()), "the restored root is the certified");
      companion.restored(position);
      return position;
    }
  }
}
