package org.specie.ledger.api;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;

/** What an operator proposes to decide: the order of transactions and a time. */
public record Proposal(long epochSeconds, List<Transaction> transactions) {
  public Proposal {
    Check.that(epochSeconds >= 0, "time starts in 1970");
    transactions = List.copyOf(transactions);
  }

  /** Whether it fits into a block and holds nothing twice. */
  public boolean isWellFormed() {
    List<Hash32> ids = transactions.stream().map(Transaction::id).toList();
    return Block.fits(transactions) && ids.stream().distinct().count() == ids.size();
  }
}
