package org.specie.cli.town;

import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;

/**
 * How long submissions took, over all lines of the demo, and what came of the last. Safe for many
 * threads.
 */
public final class Stopwatch {
  private long submittedNanos;
  private Optional<Recorded> last = Optional.empty();

  /** Takes note of a submission. */
  public synchronized void took(long nanos, Outcome outcome) {
    submittedNanos += nanos;
    if (outcome instanceof Outcome.Final(Recorded recorded)) {
      last = Optional.of(recorded);
    }
  }

  /** Time spent in submissions so far. */
  public synchronized long submittedNanos() {
    return submittedNanos;
  }

  /** The last transaction that became final. */
  public synchronized Recorded last() {
    return last.orElseThrow();
  }
}
