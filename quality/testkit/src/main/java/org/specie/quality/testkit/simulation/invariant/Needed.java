package org.specie.quality.testkit.simulation.invariant;

import org.specie.ledger.consensus.value.Quorums;

/**
 * How many signers the protocol needs, counted here once more, so that a mistake in the product's
 * numbers is not repeated by those who look for it. Source: docs/spec/23-sbft.md, clause 1.3.
 */
record Needed(int fast, int prepared, int execution) {
  static Needed of(Quorums quorums) {
    int f = quorums.faults();
    int c = quorums.slow();
    return new Needed(3 * f + c + 1, 2 * f + c + 1, f + 1);
  }
}
