package org.specie.ledger.api;

import java.io.IOException;

/**
 * What is on disk cannot be continued: a block does not follow from its predecessor, or executing
 * it again comes to something else. The engine refuses to start instead of building on it.
 */
public final class LedgerDamage extends IOException {
  private static final long serialVersionUID = 1L;

  private final long height;
  private final LedgerRefusal reason;

  public LedgerDamage(long height, LedgerRefusal reason) {
    super(
        "block " + height + ": " + reason.code() + " " + reason.sentence() + " " + reason.remedy());
    this.height = height;
    this.reason = reason;
  }

  /** The height of the block that cannot be continued. */
  public long height() {
    return height;
  }

  /** Why it cannot. */
  public LedgerRefusal reason() {
    return reason;
  }
}
