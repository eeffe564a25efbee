package org.specie.ledger.api;

import org.specie.kernel.core.Check;
import org.specie.ledger.api.block.StateRoot;

/** How far an application has durably come: the last committed height and the state after it. */
public record Position(long height, StateRoot stateRoot) {
  public Position {
    Check.that(height >= 0, "heights start at 0");
  }
}
