package org.specie.cash.protocol.transaction;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.relation.Shape.Move;
import org.specie.cash.protocol.relation.Shape.Payout;

/** The kinds of private transactions, by their first byte. */
public enum Kind {
  ENROL(1),
  PAY(2),
  LOAD(3),
  UNLOAD(4),
  BULK(5),
  BULK_UNLOAD(6),
  FOLD(7),
  LINK(8),
  /** A payment above the budget that auditors approve: tier 2. */
  APPROVED_PAY(9),
  /** A payment of very high value into an entry that waits: tier 3. */
  DELAYED_PAY(10),
  /** A payment within the budget into an entry. */
  ENTRY_PAY(11),
  /** Takes the value of an entry as whom it was paid to. */
  ACCEPT(12),
  /** Takes the value of an entry back as who paid it. */
  RETURN(13),
  /** Moves the state to another wallet class, by an order of the registrars. */
  CLASS_CHANGE(14),
  /** Gives back, free of the budget, of an accepted entry to whoever paid it. */
  REFUND(15);

  private final int code;

  Kind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The kind with this first byte. */
  public static Optional<Kind> ofCode(int code) {
    for (Kind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The shape of a kind that consumes a state; nothing for the others. */
  public Optional<Shape> shape(boolean renewal) {
    return switch (this) {
      case PAY -> paying(Payout.COIN, renewal);
      case LOAD -> moving(1, renewal, Move.LOAD);
      case UNLOAD -> moving(1, renewal, Move.UNLOAD);
      case BULK -> moving(Suite.BULK_SLOTS, renewal, Move.NONE);
      case BULK_UNLOAD -> moving(Suite.BULK_SLOTS, renewal, Move.UNLOAD);
      case APPROVED_PAY -> paying(Payout.APPROVED_COIN, renewal);
      case DELAYED_PAY -> paying(Payout.DELAYED_ENTRY, renewal);
      case ENTRY_PAY -> paying(Payout.ENTRY, renewal);
      case ACCEPT -> moving(1, renewal, Move.ACCEPT);
      case RETURN -> moving(1, renewal, Move.RETURN);
      case CLASS_CHANGE -> moving(1, renewal, Move.CLASS_CHANGE);
      case REFUND -> moving(1, renewal, Move.REFUND);
      case ENROL, FOLD, LINK -> Optional.empty();
    };
  }

  /** Whether a quorum signs it outside the core: auditors a payment, registrars an order. */
  public boolean isApproved() {
    return this == APPROVED_PAY || this == CLASS_CHANGE;
  }

  private static Optional<Shape> paying(Payout payout, boolean renewal) {
    return Optional.of(new Shape(1, payout, renewal, Move.NONE));
  }

  private static Optional<Shape> moving(int slots, boolean renewal, Move move) {
    return Optional.of(new Shape(slots, Payout.NONE, renewal, move));
  }
}
