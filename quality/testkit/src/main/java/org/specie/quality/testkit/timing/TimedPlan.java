package org.specie.quality.testkit.timing;

import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.Tuning.Dissemination;

/**
 * A ledger and its load.
 *
 * @param clients that ask for the next thing as soon as the last is final; none where requests come
 *     at a rate
 * @param perSecond that rate; the moments are random
 * @param transactionBytes how long a request is
 * @param warmUpBlocks which are not measured
 * @param blocks which are; the run ends with the last
 * @param endUs or here, if that comes first
 */
public record TimedPlan(
    Quorums quorums,
    Dissemination dissemination,
    Places places,
    Prices prices,
    int clients,
    double perSecond,
    int transactionBytes,
    long warmUpBlocks,
    long blocks,
    long endUs) {
  private static final int TRANSACTION_BYTES_MIN = 16;

  public TimedPlan {
    Check.that((clients > 0) != (perSecond > 0), "clients in a loop or a rate, one of them");
    Check.that(transactionBytes >= TRANSACTION_BYTES_MIN, "a request has room for its number");
    Check.that(warmUpBlocks >= 0 && blocks > 0 && endUs > 0, "something is measured");
  }

  /** Timers that do not go off where nothing fails, so that only work and distance are timed. */
  Tuning tuning() {
    Tuning it = Tuning.defaults();
    return new Tuning(
        dissemination,
        it.inFlightMax(),
        it.batchTransactionsMax(),
        it.batchBytesMax(),
        1_000,
        1_000,
        30_000,
        60_000,
        10_000,
        60_000,
        it.clockToleranceSeconds(),
        it.openWorkMs(),
        it.heartbeatMs());
  }
}
