package org.specie.ledger.consensus;

import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;

/**
 * The application's word on proposals: a function of the batch alone, so that honest replicas agree
 * on it whatever they have executed. Source: docs/spec/23-sbft.md, clause 6.3.
 */
@FunctionalInterface
public interface Acceptance {
  /** Whether a replica may vote for {@code batch}. */
  boolean isAcceptable(SequenceNumber sequence, Batch batch);
}
