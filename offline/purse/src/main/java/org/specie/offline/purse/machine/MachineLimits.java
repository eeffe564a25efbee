package org.specie.offline.purse.machine;

import org.specie.kernel.core.Check;

/**
 * How far a machine goes. Spec: docs/spec/62-cash-machine.md section 3.1.
 *
 * @param ownTokens for so many tokens of its own its device has places
 */
public record MachineLimits(int ownTokens) {
  /** Checks that something can be sold. */
  public MachineLimits {
    Check.that(ownTokens > 0, "a device has places for tokens of its own");
  }
}
