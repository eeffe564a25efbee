package org.specie.ledger.sbft.transfer;

import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.consensus.value.ReplicaId;

/** A stage of a transfer. Each method answers with the stage that follows, mostly itself. */
interface Phase {
  /** Looks at what time and answers have brought. */
  Phase proceed();

  /** A source can be reached again. */
  default Phase linked(ReplicaId source) {
    return this;
  }

  /** An offer has come. */
  default Phase offered(ReplicaId from, TransferMessage.Offer offer) {
    return this;
  }

  /** A wanted item has come. */
  default Phase delivered(Fetching.Delivery delivery) {
    return this;
  }

  /** A local write has finished. */
  default Phase finished(TransferInput local) {
    throw new InvariantViolation("nothing was to be written: " + local.getClass().getSimpleName());
  }
}
