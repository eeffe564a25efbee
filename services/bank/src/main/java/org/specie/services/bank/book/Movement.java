package org.specie.services.bank.book;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;

/**
 * Money that goes from one account to another.
 *
 * @param reference unique in the book: what happens once is booked once
 */
public record Movement(MovementKind kind, Hash32 reference, Amount amount, long from, long to) {
  public Movement {
    Check.that(amount.minor() > 0, "a movement moves something");
    Check.that(from != to, "a movement has two ends");
  }
}
