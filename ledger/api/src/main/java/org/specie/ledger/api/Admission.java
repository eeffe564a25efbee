package org.specie.ledger.api;

import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;

/**
 * The answer to a submission. Admitted means "will be proposed", neither "executed" nor "final": a
 * crash may lose it, so whoever submits does so again until a result is committed.
 */
public sealed interface Admission {
  /** The transaction waits for a block. */
  record Admitted(Hash32 transactionId) implements Admission {}

  /** It does not, for a numbered reason. */
  record Refused(Reason reason) implements Admission {}

  /** Whether the transaction waits for a block. */
  default boolean isAdmitted() {
    return this instanceof Admitted;
  }
}
