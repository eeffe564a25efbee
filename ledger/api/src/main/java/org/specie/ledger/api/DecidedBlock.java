package org.specie.ledger.api;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.ledger.api.block.Transaction;

/**
 * What consensus decided about one height: the order of transactions and the time. The only time
 * the application ever knows.
 */
public record DecidedBlock(long height, long epochSeconds, List<Transaction> transactions) {
  public DecidedBlock {
    Check.that(height >= 1, "decided blocks follow the genesis block");
    Check.that(epochSeconds >= 0, "time starts in 1970");
    transactions = List.copyOf(transactions);
  }
}
