package org.specie.ledger.api;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.TransactionResult;

/**
 * What executing a decided block came to: a result for each transaction in its order, the state
 * root after all of them, the digest the application shows in the header, and who operates the
 * ledger from the next height on.
 */
public record BlockResult(
    List<TransactionResult> results,
    StateRoot stateRoot,
    Hash32 applicationDigest,
    Membership membership) {
  public BlockResult {
    results = List.copyOf(results);
  }

  /** The operators in force at the next height. */
  public OperatorSet operatorsAfter() {
    return membership.operators();
  }

  /** The change of operators that is decided and has not taken effect. */
  public Optional<PendingChange> pendingChange() {
    return membership.pending();
  }
}
