package org.specie.offline.purse.machine;

import org.specie.kernel.core.Check;

/**
 * How far a machine goes. Spec: docs/spec/62-cash-machine.md section 3.1.
 *
 * @param ownTokens for so many tokens of its own its device has places
 * @param waitingSales for so many sales at a time notes are kept of which nobody has paid
 */
public record MachineLimits(int ownTokens, int waitingSales) {
  /** Checks that something can be sold. */
  public MachineLimits {
    Check.that(ownTokens > 0, "a device has places for tokens of its own");
    Check.that(waitingSales > 0, "a machine that sells waits for a payment");
  }
}
