package org.specie.wallet.spending;

import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.Pending;

/**
 * A transaction ready to leave, and its line in the history.
 *
 * @param last whether the wish is done with it; otherwise it only makes ready for the next one
 */
public record Prepared(Pending pending, Entry entry, boolean last) {
  /** What the history says of a transaction. */
  record Line(EntryKind kind, Amount amount, String counterparty, String note) {
    static Line of(EntryKind kind, Amount amount) {
      return new Line(kind, amount, "", "");
    }
  }

  static Prepared of(CashTransaction transaction, Tip tip, Line line) {
    ByteString bytes = transaction.encode();
    Hash32 id = new Transaction(bytes).id();
    return new Prepared(
        new Pending(id, bytes),
        new Entry(
            id,
            line.kind(),
            line.amount(),
            line.counterparty(),
            line.note(),
            tip.epochSeconds(),
            new EntryState.Pending()),
        true);
  }

  /** The same, as a step before another transaction. */
  Prepared first() {
    return new Prepared(pending, entry, false);
  }
}
