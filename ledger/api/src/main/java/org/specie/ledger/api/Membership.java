package org.specie.ledger.api;

import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.ledger.api.block.OperatorSet;

/**
 * Who operates the ledger after a block, as the application says.
 *
 * @param operators the set in force at the next height
 * @param pending the change that is decided and has not taken effect; there is at most one
 */
public record Membership(OperatorSet operators, Optional<PendingChange> pending) {
  public Membership {
    long next = operators.epoch() + 1;
    Check.that(
        pending.isEmpty() || pending.get().operators().epoch() == next,
        "a pending change leads to the next epoch");
  }

  /** Nothing is about to change. */
  public static Membership unchanged(OperatorSet operators) {
    return new Membership(operators, Optional.empty());
  }

  /** The membership after the block at {@code height}, if nothing new is decided in it. */
  public Membership at(long height) {
    return pending.isPresent() && pending.get().lastHeight() == height
        ? unchanged(pending.get().operators())
        : this;
  }
}
