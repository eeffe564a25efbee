package org.specie.node.role;

import java.util.List;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.Reason;

/** What came of asking to be let in. */
public sealed interface Registration {
  /** Enough registrars signed: what an enrolment transaction needs of them. */
  record Approved(Enrolment.Statement statement, List<Enrolment.Approval> approvals)
      implements Registration {
    public Approved {
      approvals = List.copyOf(approvals);
    }
  }

  /** They did not, for a numbered reason. */
  record Refused(Reason reason) implements Registration {}
}
