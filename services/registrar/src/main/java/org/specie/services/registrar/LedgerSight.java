package org.specie.services.registrar;

import java.io.IOException;
import org.specie.cash.application.policy.Policy;
import org.specie.kernel.core.Hash32;

/**
 * The ledger as a registrar sees it, by its own eyes. Source: docs/spec/43-registrar.md, clause
 * 1.3.
 */
public interface LedgerSight {
  /**
   * The ledger at one moment.
   *
   * @param height of the last block
   * @param policy under which the next transaction is checked
   */
  record View(long height, Policy policy) {}

  /** How the ledger is now. */
  View look() throws IOException;

  /** Whether somebody is enrolled under {@code tag}, by the last block or any before it. */
  boolean isKnown(Hash32 tag) throws IOException;
}
