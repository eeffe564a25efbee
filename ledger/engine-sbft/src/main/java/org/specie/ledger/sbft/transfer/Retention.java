package org.specie.ledger.sbft.transfer;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.ledger.api.snapshot.HeightRange;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * How much of the past a replica keeps, so that its disk does not grow for ever: the states since
 * the last few checkpoints, and blocks from a number of heights back, or all of them. Blocks from
 * the oldest kept state on always stay, because whoever restores that state executes them next.
 * What is being read or still being filled in is left alone.
 *
 * @param checkpointsKept checkpoints whose states stay readable
 * @param checkpointInterval heights from one checkpoint to the next
 * @param blocksKept blocks that stay, counted from a checkpoint back; all if absent
 */
public record Retention(int checkpointsKept, long checkpointInterval, Optional<Long> blocksKept) {
  /** States that are forgotten before the next block has its turn. */
  private static final int STATES_AT_ONCE = 8;

  public Retention {
    Check.that(checkpointsKept >= 1 && checkpointInterval >= 1, "the last checkpoint is kept");
    Check.that(blocksKept.isEmpty() || blocksKept.get() >= 1, "the last block is kept");
  }

  /** Everything but blocks is forgotten as usual, and blocks before the last {@code count}. */
  public Retention keepingBlocks(Optional<Long> count) {
    return new Retention(checkpointsKept, checkpointInterval, count);
  }

  /**
   * Forgets what is not kept any more, now that the checkpoint at {@code stable} is stable.
   *
   * @param neededFrom the first block that somebody beside the engine has not read yet
   */
  public void apply(long stable, Snapshots snapshots, BlockLog blocks, long neededFrom)
      throws IOException {
    boolean isMoreDue = applyOnce(stable, snapshots, blocks, neededFrom);
    while (isMoreDue) {
      isMoreDue = applyOnce(stable, snapshots, blocks, neededFrom);
    }
  }

  /**
   * The same for a few states at most, so that blocks can be executed in between; whether more is
   * due.
   */
  public boolean applyOnce(long stable, Snapshots snapshots, BlockLog blocks, long neededFrom)
      throws IOException {
    Optional<HeightRange> kept = snapshots.kept();
    if (kept.isEmpty() || kept.get().last() < stable) {
      return false;
    }
    long oldestState = Math.max(0, stable - (checkpointsKept - 1) * checkpointInterval);
    if (kept.get().contains(oldestState)) {
      long first = kept.get().first();
      snapshots.prune(Math.min(oldestState, first + STATES_AT_ONCE));
      // What is being read stays, and nothing is gained by asking again for what is newer.
      boolean isAdvanced = snapshots.kept().orElseThrow().first() > first;
      if (isAdvanced && first + STATES_AT_ONCE < oldestState) {
        return true;
      }
    }
    forgetBlocks(stable, snapshots, blocks, neededFrom);
    return false;
  }

  private void forgetBlocks(long stable, Snapshots snapshots, BlockLog blocks, long neededFrom)
      throws IOException {
    if (blocksKept.isPresent() && snapshots.unseen().isEmpty()) {
      long oldestReadable = snapshots.kept().orElseThrow().first();
      long wanted = Math.min(stable - blocksKept.get() + 1, oldestReadable + 1);
      long oldest = Math.min(Math.min(wanted, neededFrom), blocks.certifiedHeight());
      if (oldest > blocks.firstHeight()) {
        blocks.prune(oldest);
      }
    }
  }
}
