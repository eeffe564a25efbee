package org.specie.wallet.history;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * One line of a wallet's history.
 *
 * @param transactionId where to look on the ledger
 * @param counterparty who was paid, as far as known: the first half of a pid or an account; a
 *     private payment received names nobody
 * @param note the payer's words
 * @param atSeconds ledger time
 */
public record Entry(
    Hash32 transactionId,
    EntryKind kind,
    Amount amount,
    String counterparty,
    String note,
    long atSeconds,
    EntryState state) {
  /** Longest counterparty and note in bytes of UTF-8. */
  public static final int TEXT_BYTES_MAX = 512;

  public Entry {
    Check.that(atSeconds >= 0, "time starts in 1970");
  }

  /** The entry in another state. */
  public Entry in(EntryState next) {
    return new Entry(transactionId, kind, amount, counterparty, note, atSeconds, next);
  }

  /** The entry with another note. */
  public Entry noted(String next) {
    return new Entry(transactionId, kind, amount, counterparty, next, atSeconds, state);
  }

  /** The entry, of a payment that the ledger will know as {@code id}. */
  public Entry of(Hash32 id) {
    return new Entry(id, kind, amount, counterparty, note, atSeconds, state);
  }

  /** The entry, final at {@code height} and dated. */
  public Entry finalAt(long height, long seconds) {
    return new Entry(
        transactionId, kind, amount, counterparty, note, seconds, new EntryState.Final(height));
  }

  public boolean isPending() {
    return state instanceof EntryState.Pending;
  }
}
