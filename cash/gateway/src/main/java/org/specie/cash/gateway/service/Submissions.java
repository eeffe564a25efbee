package org.specie.cash.gateway.service;

import java.io.IOException;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.block.Transaction;

/** Has transactions ordered, and waits until their block is final and their outputs are signed. */
@FunctionalInterface
public interface Submissions {
  /** What became of a submission while somebody waited for it. */
  sealed interface Outcome {
    /** Transaction {@code index} of the final block at {@code height}; all outputs are signed. */
    record Final(long height, int index) implements Outcome {}

    /** Refused before ordering. */
    record NotAdmitted(Reason reason) implements Outcome {}

    /** Nobody knows yet; it may still be ordered. */
    record Undecided() implements Outcome {}

    /** There is no room for another one. */
    record Busy() implements Outcome {}
  }

  Outcome submit(Transaction transaction) throws IOException;
}
