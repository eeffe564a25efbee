package org.specie.services.auditor;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.ledger.transport.MonotonicClock;

/**
 * Looks through a gateway that verifies what replicas answer, and not more often than need be: what
 * was seen counts for a second. A policy that came into force meanwhile costs a payment its
 * approval and nobody money, since an approval names the policy.
 */
public final class GatewaySight implements LedgerSight {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Looks at one moment: the policy may change between two questions. */
  private static final int LOOKS_MAX = 4;

  private final LedgerGateway gateway;
  private final MonotonicClock clock;
  private Optional<View> seen = Optional.empty();
  private long seenAt;

  public GatewaySight(LedgerGateway gateway, MonotonicClock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  @Override
  public synchronized View look() throws IOException {
    if (seen.isPresent() && clock.nanos() - seenAt < KEPT_NANOS) {
      return seen.get();
    }
    View view = ask();
    seen = Optional.of(view);
    seenAt = clock.nanos();
    return view;
  }

  private View ask() throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      LedgerGateway.Tip tip = gateway.tip();
      Policy policy = gateway.policy();
      if (policy.hash().equals(tip.rules().policyHash())) {
        return new View(tip.height(), policy, tip.rules());
      }
    }
    throw new IOException("the policy kept changing while it was looked at");
  }
}
