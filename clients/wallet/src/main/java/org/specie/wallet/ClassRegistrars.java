package org.specie.wallet;

import java.io.IOException;
import java.util.List;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Where a person that is enrolled asks for another wallet class. Behind it stand the registrars of
 * the ledger; what they look at is not the wallet's business. Source:
 * docs/spec/13-refunds-and-classes.md, clause 13.1.
 */
@FunctionalInterface
public interface ClassRegistrars {
  /** An order and enough registrars' signatures on it. */
  record Ordered(ClassOrder order, List<Approval> approvals) {
    public Ordered {
      approvals = List.copyOf(approvals);
    }
  }

  /**
   * Asks that the owner of {@code publicSpendKey} come to {@code classId}.
   *
   * @param validUntil last height at which the change may be applied
   */
  Answer<Ordered> order(G1 publicSpendKey, int classId, long validUntil) throws IOException;
}
