package org.specie.quality.testkit.simulation.workload;

import java.util.Optional;
import org.specie.ledger.api.block.Transaction;

/**
 * What a client asks for next.
 *
 * @param besides what it asks for at the same time somewhere else, without waiting for an answer
 */
public record Errand(Transaction transaction, Optional<Transaction> besides) {
  /** One thing alone. */
  public static Errand of(Transaction transaction) {
    return new Errand(transaction, Optional.empty());
  }
}
