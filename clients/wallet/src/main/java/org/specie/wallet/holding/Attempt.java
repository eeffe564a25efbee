package org.specie.wallet.holding;

import org.specie.kernel.core.Hash32;
import org.specie.wallet.history.Entry;

/**
 * A transaction of this wallet that was refused. That proves nothing: whoever kept its bytes may
 * have them applied for as long as they are valid and nothing else consumed what they consume.
 * Source: docs/spec/30-wallet.md, clause 30.4a.
 *
 * @param entry its line of the history as it was when it left
 * @param applied whether the ledger has it after all, and the owner has not been told
 */
public record Attempt(Pending pending, Entry entry, boolean applied) {
  public Hash32 id() {
    return pending.id();
  }

  /** The same, which the ledger has after all. */
  Attempt onTheLedger() {
    return new Attempt(pending, entry, true);
  }
}
