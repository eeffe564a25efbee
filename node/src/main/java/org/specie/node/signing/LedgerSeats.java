package org.specie.node.signing;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.IssuingKey;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.OperatorSet;

/**
 * The seats as the state of the ledger says them, which keeps those of every epoch. Each is read
 * once. Safe for many threads. Source: docs/spec/27-membership.md, clause 5.6.
 */
public final class LedgerSeats implements SigningSeats {
  private final CashApplication application;
  private final Resharing resharing;
  private final TreeMap<Long, Seats> byFirstHeight = new TreeMap<>();
  private long next;

  public LedgerSeats(CashApplication application) {
    this.application = application;
    this.resharing = new Resharing(application.ledger());
    this.next = application.ledger().genesis().operators().epoch();
  }

  @Override
  public synchronized Seats at(long height) throws IOException {
    Membership membership = application.membership();
    OperatorSet latest =
        membership.pending().map(each -> each.operators()).orElse(membership.operators());
    CashView view = application.view();
    while (next <= latest.epoch()) {
      Optional<IssuingKey> key = resharing.keyOf(view, next);
      Optional<OperatorSet> operators =
          next == latest.epoch() ? Optional.of(latest) : view.operators(next);
      if (key.isEmpty() || operators.isEmpty()) {
        throw new IOException(
            "the state does not say who signed in epoch " + next + "; restore the state");
      }
      Seats seats =
          Seats.of(
              next,
              key.get().fromHeight(),
              key.get().key(),
              operators.get().operators().stream().map(each -> each.name()).toList());
      byFirstHeight.put(seats.fromHeight(), seats);
      next++;
    }
    Map.Entry<Long, Seats> found = byFirstHeight.floorEntry(height);
    return found == null ? byFirstHeight.firstEntry().getValue() : found.getValue();
  }
}
