package org.specie.ledger.api.chain;

import org.specie.kernel.core.Reason;
import org.specie.ledger.api.block.BlockHeader;

/** What verifying a chain came to. */
public sealed interface ChainVerdict {
  /**
   * Every block from genesis to {@code head} is sound. Whether the chain goes on elsewhere cannot
   * be told from it: compare {@code head} with what others hold.
   */
  record Sound(BlockHeader head) implements ChainVerdict {}

  /** The block at {@code height} is the first that does not hold, for {@code reason}. */
  record Broken(long height, Reason reason) implements ChainVerdict {}
}
