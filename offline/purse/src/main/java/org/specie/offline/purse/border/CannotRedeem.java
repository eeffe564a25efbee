package org.specie.offline.purse.border;

import java.io.IOException;

/**
 * One debt that cannot be settled now, while the ledger itself answers: too few redeemers are here,
 * or somebody else redeemed its reference to other ends. It keeps nothing else waiting.
 */
public final class CannotRedeem extends IOException {
  private static final long serialVersionUID = 1L;

  public CannotRedeem(String message) {
    super(message);
  }
}
