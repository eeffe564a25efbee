package org.specie.services.psp.onboarding;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.services.api.Answer;
import org.specie.services.registrar.evidence.Registration;

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
   * Has registrars let a person in, with what its customer signed.
   *
   * @param asked as it came; registrars look at all of it themselves
   */
  Answer<Approved> approve(Registration asked) throws IOException;
}
