package org.specie.wallet.statement;

import org.specie.kernel.core.Check;

/** From the beginning of one second to the beginning of another, in ledger time. */
public record Period(long fromSeconds, long untilSeconds) {
  public Period {
    Check.that(0 <= fromSeconds && fromSeconds <= untilSeconds, "a period ends after it begins");
  }

  /** Whether the second that begins at {@code seconds} belongs to it. */
  public boolean contains(long seconds) {
    return fromSeconds <= seconds && seconds < untilSeconds;
  }
}
