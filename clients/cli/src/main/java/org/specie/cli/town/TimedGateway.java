package org.specie.cli.town;

import java.io.IOException;
import org.specie.cash.application.query.ForwardingGateway;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.kernel.core.ByteString;

/** A way to the ledger with a stopwatch in it. */
final class TimedGateway extends ForwardingGateway {
  private final Stopwatch stopwatch;

  TimedGateway(LedgerGateway real, Stopwatch stopwatch) {
    super(real);
    this.stopwatch = stopwatch;
  }

  @Override
  public Outcome submit(ByteString transaction) throws IOException {
    long before = System.nanoTime();
    Outcome outcome = super.submit(transaction);
    stopwatch.took(System.nanoTime() - before, outcome);
    return outcome;
  }
}
