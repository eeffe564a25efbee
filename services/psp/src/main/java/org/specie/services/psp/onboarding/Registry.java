package org.specie.services.psp.onboarding;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.services.api.Answer;

/** The way to the registrars of the ledger, who let each person in once. Safe for many threads. */
@FunctionalInterface
public interface Registry {
  /** The signature of registrar {@code index}. */
  record Approval(int index, ByteString signature) {}

  /**
   * Enough registrars signed.
   *
   * @param uniqueness what they call the person; the same for the same person
   */
  record Approved(Hash32 uniqueness, List<Approval> approvals) {
    public Approved {
      approvals = List.copyOf(approvals);
    }
  }

  /**
   * Asks for the enrolment of a person.
   *
   * @param identity the same for the same person
   * @param publicSpendKey of the person's wallet
   * @param validUntil last height at which the enrolment may be applied
   */
  Answer<Approved> approve(
      ByteString identity, ByteString publicSpendKey, int classId, long validUntil)
      throws IOException;
}
