package org.specie.ledger.api;

import java.util.List;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.TransactionResult;

/**
 * What executing a decided block came to: a result for each transaction in its order, the state
 * root after all of them, and the digest the application shows in the header.
 */
public record BlockResult(
    List<TransactionResult> results, StateRoot stateRoot, Hash32 applicationDigest) {
  public BlockResult {
    results = List.copyOf(results);
  }
}
