package org.specie.wallet.spending;

import java.io.IOException;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.wallet.Answer;
import org.specie.wallet.holding.Holdings;

/**
 * What a person wants, as the next transaction towards it. It is asked again, with fresh holdings,
 * after each transaction that only made ready, and when the ledger has moved on in between.
 */
@FunctionalInterface
public interface Plan {
  Answer<Prepared> prepare(Tip tip, Holdings holdings) throws IOException;
}
