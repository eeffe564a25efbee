package org.specie.services.auditor;

import java.io.IOException;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.protocol.Rules;

/**
 * The ledger as an auditor sees it, by its own eyes: whoever shows it a payment has no word in what
 * policy is in force.
 */
@FunctionalInterface
public interface LedgerSight {
  /**
   * The ledger at one moment.
   *
   * @param height of the last block
   * @param rules under which the next transaction is checked, which are those of {@code policy}
   */
  record View(long height, Policy policy, Rules rules) {}

  /** How the ledger is now, or was a moment ago. */
  View look() throws IOException;
}
