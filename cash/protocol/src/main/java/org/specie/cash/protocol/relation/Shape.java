package org.specie.cash.protocol.relation;

/**
 * The public shape of a transaction that consumes a state: how many coin slots it shows, what it
 * pays into, whether the budget is renewed, and what else moves into or out of the state.
 */
public record Shape(int slots, Payout payout, boolean renewal, Move move) {
  /** What becomes of the amount paid, and under which tier. Source: docs/spec/12, clause 12.2. */
  public enum Payout {
    /** Nothing is paid. */
    NONE("/keep"),
    /** A coin, within the budget: tier 1. */
    COIN("/pay"),
    /** A coin, with the approval of auditors: tier 2. */
    APPROVED_COIN("/approved"),
    /** An entry on the ledger, within the budget: tier 1. */
    ENTRY("/entry"),
    /** An entry on the ledger that waits: tier 3. */
    DELAYED_ENTRY("/delayed");

    private final String name;

    Payout(String name) {
      this.name = name;
    }

    /** Whether operators sign a coin for it. */
    public boolean makesCoin() {
      return this == COIN || this == APPROVED_COIN;
    }

    /** Whether the amount waits on the ledger. */
    public boolean makesEntry() {
      return this == ENTRY || this == DELAYED_ENTRY;
    }

    /** Whether the budget pays: tier 1. */
    public boolean usesBudget() {
      return this == COIN || this == ENTRY;
    }

    /** Whether payer, payee and amount are sealed for auditors: tiers 2 and 3. */
    public boolean isSealed() {
      return this == APPROVED_COIN || this == DELAYED_ENTRY;
    }
  }

  /** What moves beside the payment, and which way. */
  public enum Move {
    NONE,
    /** A public amount comes from an ordinary account. */
    LOAD,
    /** A public amount goes to an ordinary account. */
    UNLOAD,
    /** The hidden amount of an entry comes to whom it was paid. */
    ACCEPT,
    /** The hidden amount of an entry comes back to who paid it. */
    RETURN,
    /** At most the hidden amount of an accepted entry goes back into it, for who paid it. */
    REFUND,
    /** No money: the state itself goes to another wallet class. */
    CLASS_CHANGE;

    /** Whether a public amount moves between the state and an account. */
    public boolean isPublic() {
      return this == LOAD || this == UNLOAD;
    }

    /** Whether an entry is opened: its value moves into the state, or back out of it. */
    public boolean namesEntry() {
      return this == ACCEPT || this == RETURN || this == REFUND;
    }
  }

  /** Whether it pays at all. */
  public boolean pays() {
    return payout != Payout.NONE;
  }

  /** Hidden attributes of the shown state: a renewal hides the epoch too. */
  public int hiddenAttributes() {
    return renewal ? 7 : 6;
  }

  /** Claims of the aggregated range proof. */
  public int rangeClaims() {
    int paid = pays() ? 2 : 0;
    int budget = payout.usesBudget() ? 1 : 0;
    int refund = move == Move.REFUND ? 2 : 0;
    return paid + 1 + refund + budget + (renewal ? 1 : 0);
  }

  String relationName() {
    return "SPECIE/state/v1/" + slots + payout.name + (renewal ? "/renew/" : "/") + move;
  }
}
