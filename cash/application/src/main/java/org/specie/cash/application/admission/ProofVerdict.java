package org.specie.cash.application.admission;

import java.util.List;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.ByteString;

/** Whether the proofs of a private transaction hold under one set of rules. */
public sealed interface ProofVerdict {
  /** They hold; the transaction consumes {@code nullifiers}, in canonical form. */
  record Holds(List<ByteString> nullifiers) implements ProofVerdict {
    public Holds {
      nullifiers = List.copyOf(nullifiers);
    }
  }

  /** They do not, or speak of other rules. */
  record Fails(PrivateReason reason) implements ProofVerdict {}
}
