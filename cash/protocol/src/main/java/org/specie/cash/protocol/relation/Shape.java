package org.specie.cash.protocol.relation;

/**
 * The public shape of a transaction that consumes a state: how many coin slots it shows, whether it
 * creates a coin, whether the budget is renewed, and whether a public amount moves between the
 * state and an ordinary account.
 */
public record Shape(int slots, boolean pays, boolean renewal, Move move) {
  /** Which way a public amount moves. */
  public enum Move {
    NONE,
    LOAD,
    UNLOAD
  }

  /** Hidden attributes of the shown state: a renewal hides the epoch too. */
  public int hiddenAttributes() {
    return renewal ? 7 : 6;
  }

  /** Claims of the aggregated range proof. */
  public int rangeClaims() {
    return (pays ? 4 : 1) + (renewal ? 1 : 0);
  }

  String relationName() {
    return "SPECIE/state/v1/"
        + slots
        + (pays ? "/pay" : "/keep")
        + (renewal ? "/renew/" : "/")
        + move;
  }
}
