package org.specie.cash.application.state;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.Membership;

/**
 * The membership a state says, decoded again only when its bytes are others than last time: they
 * are asked for in every block and change once in an epoch. Safe for many threads.
 */
public final class OperatorsMemo {
  private record Known(ByteString bytes, Membership membership) {}

  private volatile Optional<Known> last = Optional.empty();

  /** What {@code view} says. */
  public Membership of(CashView view) throws IOException {
    ByteString bytes = view.membershipBytes();
    Optional<Known> known = last;
    if (known.isPresent() && known.get().bytes().equals(bytes)) {
      return known.get().membership();
    }
    Membership membership = CashView.membership(bytes);
    last = Optional.of(new Known(bytes, membership));
    return membership;
  }
}
