package org.specie.cash.protocol.transaction;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.relation.Shape.Move;

/** The kinds of private transactions, by their first byte. */
public enum Kind {
  ENROL(1),
  PAY(2),
  LOAD(3),
  UNLOAD(4),
  BULK(5),
  BULK_UNLOAD(6),
  FOLD(7),
  LINK(8);

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
      case PAY -> Optional.of(new Shape(1, true, renewal, Move.NONE));
      case LOAD -> Optional.of(new Shape(1, false, renewal, Move.LOAD));
      case UNLOAD -> Optional.of(new Shape(1, false, renewal, Move.UNLOAD));
      case BULK -> Optional.of(new Shape(Suite.BULK_SLOTS, false, renewal, Move.NONE));
      case BULK_UNLOAD -> Optional.of(new Shape(Suite.BULK_SLOTS, false, renewal, Move.UNLOAD));
      case ENROL, FOLD, LINK -> Optional.empty();
    };
  }
}
