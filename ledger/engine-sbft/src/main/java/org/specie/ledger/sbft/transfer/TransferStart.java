package org.specie.ledger.sbft.transfer;

import java.util.Optional;
import java.util.SortedSet;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * What a replica has when a transfer begins.
 *
 * @param height of the last executed block, -1 if there is none
 * @param headHash the hash of its header, or zeros
 * @param restoring the restoration that is under way
 * @param gap the blocks below those at hand that are wanted
 */
public record TransferStart(
    long height, Hash32 headHash, Optional<Restoring> restoring, Optional<Gap> gap) {
  /** A restoration of {@code target} from the manifest with this hash. */
  public record Restoring(Checkpoint target, Hash32 manifestHash, SortedSet<Integer> missing) {}

  /**
   * Blocks that are missing, from {@code last}, whose header has the hash {@code lastHash}, down to
   * {@code first}.
   */
  public record Gap(long first, long last, Hash32 lastHash) {
    public Gap {
      Check.that(0 <= first && first <= last, "a gap has its first height before its last");
    }
  }

  public TransferStart {
    Check.that(height >= -1, "heights start at 0");
  }

  /** A replica with nothing. */
  public static TransferStart empty() {
    return new TransferStart(-1, Hash32.ZERO, Optional.empty(), Optional.empty());
  }
}
