package org.specie.wallet;

import java.io.IOException;
import java.util.List;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Where a person shows who it is. Behind it stand the registrars of the ledger, each of which
 * checks the evidence and signs; how they are reached, and what the evidence is, is not the
 * wallet's business.
 */
@FunctionalInterface
public interface Registrars {
  /** A statement and enough registrars' signatures on it. */
  record Approved(Enrolment.Statement statement, List<Enrolment.Approval> approvals) {
    public Approved {
      approvals = List.copyOf(approvals);
    }
  }

  /**
   * Asks for the enrolment of the owner of {@code publicSpendKey} in {@code classId}.
   *
   * @param validUntil last height at which the enrolment may be applied
   */
  Answer<Approved> approve(G1 publicSpendKey, int classId, long validUntil) throws IOException;
}
