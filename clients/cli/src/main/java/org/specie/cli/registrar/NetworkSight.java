package org.specie.cli.registrar;

import java.io.IOException;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.Hash32;
import org.specie.services.registrar.LedgerSight;

/** Looks at a network of replicas, none of which is trusted. Safe for many threads. */
public final class NetworkSight implements LedgerSight {
  /** A provider waits for twelve seconds; by then it has to have been said that nobody answers. */
  public static final Patience PATIENCE = new Patience(1_500, 200, 8_000);

  /** Looks at one moment: the policy may change between two questions. */
  private static final int LOOKS_MAX = 4;

  private final RemoteAccess ledger;

  /**
   * @param ledger which the caller closes, and whose patience is {@link #PATIENCE}
   */
  public NetworkSight(RemoteAccess ledger) {
    this.ledger = ledger;
  }

  @Override
  public View look() throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      LedgerGateway.Tip tip = ledger.gateway().tip();
      Policy policy = ledger.policy();
      if (policy.hash().equals(tip.rules().policyHash())) {
        return new View(tip.height(), policy);
      }
    }
    throw new IOException("the policy kept changing while it was looked at");
  }

  @Override
  public boolean isKnown(Hash32 tag) throws IOException {
    return ledger.replicas().isTagKnown(tag);
  }
}
