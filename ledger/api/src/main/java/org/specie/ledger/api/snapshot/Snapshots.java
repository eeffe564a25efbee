package org.specie.ledger.api.snapshot;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;

/**
 * The state of an application as others need it: kept heights can be read, a whole state can be
 * taken over, and old heights can be forgotten. Reading is for any thread. Everything else is for
 * the thread that executes blocks, and but for {@link #begin} never between {@code execute} and
 * {@code commit} of one. Source: docs/spec/26-state-transfer.md, section 3.
 */
public interface Snapshots {
  /** The heights whose state is at hand; none before genesis or while a state is restored. */
  Optional<HeightRange> kept() throws IOException;

  /** The state at {@code height}, if it is at hand. */
  Optional<SnapshotReader> open(long height) throws IOException;

  /** Forgets heights before {@code oldestKept}, as far as nobody reads them. */
  void prune(long oldestKept) throws IOException;

  /** The restoration that was under way when the process ended. */
  Optional<Restoration> restoring() throws IOException;

  /**
   * Starts to restore the state of {@code header}, which the caller knows to be certified, by what
   * {@code proof} says, and later than anything executed here; both are kept with the restoration.
   * What an earlier restoration, or the application's own earlier state, already has of it is kept;
   * everything else of the earlier state is removed; a block that was executed and is not
   * committed, such as block 0 on an emptied disk, is forgotten. Until the restoration is finished
   * the application has no position and answers nothing about its state.
   */
  Begun begin(BlockHeader header, ByteString proof, ByteString manifest) throws IOException;

  /**
   * The heights whose blocks the application has not seen, because a snapshot took it past them. It
   * works without them and may know less about the past.
   */
  Optional<HeightRange> unseen() throws IOException;

  /** Takes the last of the {@link #unseen} blocks, which the caller has verified. */
  void backfill(Block block) throws IOException;

  /** Gives up the unseen blocks up to {@code last}: nobody has them any more. */
  void skipBackfill(long last) throws IOException;
}
