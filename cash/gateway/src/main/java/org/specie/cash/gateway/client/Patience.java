package org.specie.cash.gateway.client;

import org.specie.kernel.core.Check;

/**
 * How long a gateway waits.
 *
 * @param nextMs for one replica, before another is asked as well
 * @param roundMs between two rounds over all replicas
 * @param deadlineMs for an answer at all, before the caller is told that there is none
 */
public record Patience(long nextMs, long roundMs, long deadlineMs) {
  public Patience {
    Check.that(0 < nextMs && 0 < roundMs && nextMs <= deadlineMs, "waits are positive and ordered");
  }

  /** For people who wait. */
  public static Patience defaults() {
    return new Patience(1_500, 200, 60_000);
  }
}
