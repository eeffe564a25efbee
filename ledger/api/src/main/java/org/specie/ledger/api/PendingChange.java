package org.specie.ledger.api;

import org.specie.kernel.core.Check;
import org.specie.ledger.api.block.OperatorSet;

/**
 * A change of operators that is decided and has not taken effect.
 *
 * @param lastHeight the last height at which the operators before it are in force
 * @param operators the set in force from the height after that one
 */
public record PendingChange(long lastHeight, OperatorSet operators) {
  public PendingChange {
    Check.that(lastHeight > 0, "a change takes effect after the genesis block");
  }
}
