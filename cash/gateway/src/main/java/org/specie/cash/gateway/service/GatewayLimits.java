package org.specie.cash.gateway.service;

import org.specie.kernel.core.Check;

/**
 * How much is answered at one time.
 *
 * @param openPerCallerMax requests of one connection
 * @param openMax requests of all connections
 */
public record GatewayLimits(int openPerCallerMax, int openMax) {
  public GatewayLimits {
    Check.that(0 < openPerCallerMax && openPerCallerMax <= openMax, "limits are positive");
  }

  /** For a replica that serves wallets. */
  public static GatewayLimits defaults() {
    return new GatewayLimits(256, 4096);
  }
}
