package org.specie.wallet.holding;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.history.EntryKind;

/**
 * What a letter tells, after everything has been verified that can be without the ledger.
 *
 * @param transactionId of the payment
 * @param height at which it is said to be
 * @param kind received privately, or ordinarily
 * @param note of the payer on the ledger; an open payment has none
 * @param words of the payer in the letter
 */
public record Told(
    Hash32 transactionId, long height, EntryKind kind, Amount amount, String note, String words) {
  private static final String BETWEEN = "; ";

  /** Whether the operators' signature on the coin was verified: then the payment was made. */
  public boolean isSigned() {
    return kind == EntryKind.RECEIVED_PRIVATELY;
  }

  /** The note on the ledger and what the letter adds to it. */
  public String whole() {
    return note.isEmpty() || words.isEmpty() ? note + words : note + BETWEEN + words;
  }
}
