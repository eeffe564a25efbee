package org.specie.wallet.spending;

import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.wallet.Auditors.Showing;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.Pending;

/**
 * A transaction ready to leave, and its line in the history.
 *
 * @param last whether the wish is done with it; otherwise it only makes ready for the next one
 * @param showing what auditors are shown before it may leave, of a payment they approve
 */
public record Prepared(Pending pending, Entry entry, boolean last, Optional<Showing> showing) {
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
        true,
        Optional.empty());
  }

  /** The same, which auditors have to approve. */
  Prepared shownWith(AuditOpening opening, String words) {
    return new Prepared(
        pending, entry, last, Optional.of(new Showing(pending.bytes(), opening, words)));
  }

  /** The same, as a step before another transaction. */
  Prepared first() {
    return new Prepared(pending, entry, false, showing);
  }
}
