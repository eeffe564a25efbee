package org.specie.ledger.sbft.transfer;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.snapshot.Begun;
import org.specie.ledger.api.snapshot.HeightRange;
import org.specie.ledger.api.snapshot.Restoration;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * Does on the replica's disk what a transfer wants done there, in an order that survives a crash
 * anywhere: the block log begins at the restored header before the state becomes current, and an
 * older block is in the log before the application is told of it. Called from the thread that
 * executes blocks. Source: docs/spec/26-state-transfer.md, section 7.
 */
public final class LocalWrites {
  /** Executes a certified block, keeps it with its certificate, and commits it. */
  @FunctionalInterface
  public interface Execution {
    void execute(TransferEffect.Filled next) throws IOException;
  }

  private final Snapshots snapshots;
  private final BlockLog blocks;
  private final boolean keepsAllBlocks;
  private final Execution execution;
  private Optional<Restoration> restoration;

  /**
   * Over what is on the disk.
   *
   * @param keepsAllBlocks whether missing blocks are fetched even if the application needs none
   */
  public LocalWrites(
      Snapshots snapshots, BlockLog blocks, boolean keepsAllBlocks, Execution execution)
      throws IOException {
    this.keepsAllBlocks = keepsAllBlocks;
    this.snapshots = snapshots;
    this.blocks = blocks;
    this.execution = execution;
    this.restoration = snapshots.restoring();
  }

  /** What is on the disk, for a transfer to go on from. */
  public TransferStart start() throws IOException {
    if (restoration.isEmpty()) {
      showLogged();
    }
    Optional<BlockHeader> head =
        restoration.isPresent() ? Optional.empty() : blocks.header(blocks.height());
    return new TransferStart(
        head.map(BlockHeader::height).orElse(-1L),
        head.map(BlockHeader::hash).orElse(Hash32.ZERO),
        restoration.isPresent() ? Optional.of(restoring(restoration.get())) : Optional.empty(),
        head.isPresent() ? gap() : Optional.empty());
  }

  private static TransferStart.Restoring restoring(Restoration restoration) throws IOException {
    try {
      return new TransferStart.Restoring(
          Checkpoint.of(restoration.header(), restoration.proof()),
          ManifestFetching.hash(restoration.manifest()),
          restoration.missing());
    } catch (MalformedInput e) {
      throw new IOException("the target of a restoration is damaged; remove the state", e);
    }
  }

  private Optional<TransferStart.Gap> gap() throws IOException {
    long first = blocks.firstHeight();
    boolean isWanted = first > 0 && (keepsAllBlocks || snapshots.unseen().isPresent());
    return isWanted
        ? Optional.of(new TransferStart.Gap(0, first - 1, blocks.anchorHash()))
        : Optional.empty();
  }

  /** Shows the application what reached the log before a crash and not the application. */
  private void showLogged() throws IOException {
    Optional<HeightRange> unseen = snapshots.unseen();
    while (unseen.isPresent() && blocks.block(unseen.get().last()).isPresent()) {
      snapshots.backfill(blocks.require(unseen.get().last()));
      unseen = snapshots.unseen();
    }
  }

  /** Does {@code effect}; the input that tells the transfer, or nothing if it is no local write. */
  public Optional<TransferInput> apply(TransferEffect effect) throws IOException {
    return switch (effect) {
      case TransferEffect.BeginRestoration(Checkpoint target, ByteString manifest) ->
          Optional.of(begin(target, manifest));
      case TransferEffect.StoreChunk(int index, ByteString chunk) ->
          Optional.of(
              new TransferInput.ChunkStored(index, restoration.orElseThrow().accept(index, chunk)));
      case TransferEffect.FinishRestoration(Checkpoint target) -> {
        finish(target);
        yield Optional.of(new TransferInput.Restored());
      }
      case TransferEffect.Execute execute -> {
        execution.execute(execute.next());
        yield Optional.of(new TransferInput.Executed(execute.next().block().height()));
      }
      case TransferEffect.FillIn(var filled) -> {
        for (TransferEffect.Filled each : filled) {
          fillIn(each);
        }
        yield Optional.of(new TransferInput.FilledIn(filled.getLast().block().height()));
      }
      case TransferEffect.GiveUpBlocks(long last) -> {
        snapshots.skipBackfill(last);
        // What this replica had before the snapshot hangs in the air now.
        blocks.sweep();
        yield Optional.empty();
      }
      case TransferEffect.Send _,
          TransferEffect.Blame _,
          TransferEffect.CaughtUp _,
          TransferEffect.Done _,
          TransferEffect.NoSourceLeft _ ->
          Optional.empty();
    };
  }

  private TransferInput begin(Checkpoint target, ByteString manifest) throws IOException {
    return switch (snapshots.begin(target.header(), target.proof(), manifest)) {
      case Begun.Started(Restoration started) -> {
        restoration = Optional.of(started);
        yield new TransferInput.RestorationBegun(started.missing());
      }
      case Begun.Refused(var reason) -> new TransferInput.RestorationRefused(reason);
    };
  }

  private void finish(Checkpoint target) throws IOException {
    if (blocks.height() < target.height()) {
      blocks.install(target.header(), target.certificate(), target.history());
    }
    restoration.orElseThrow().finish();
    restoration = Optional.empty();
  }

  private void fillIn(TransferEffect.Filled filled) throws IOException {
    long height = filled.block().height();
    // Blocks may have been forgotten since they were asked for: what is before those stays away.
    if (height == blocks.firstHeight() - 1) {
      blocks.backfill(filled.block(), filled.certificate());
    }
    Optional<HeightRange> unseen = snapshots.unseen();
    if (unseen.isPresent() && unseen.get().last() == height) {
      snapshots.backfill(filled.block());
    }
  }
}
