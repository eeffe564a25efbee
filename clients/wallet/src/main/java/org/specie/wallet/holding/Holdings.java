package org.specie.wallet.holding;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.credential.State;
import org.specie.kernel.core.Amount;
import org.specie.wallet.history.Entry;

/** Everything a wallet knows but its keys, at one moment. Changes go through a {@link Draft}. */
public final class Holdings {
  private final long scannedTo;
  private final Optional<Live> live;
  private final List<HeldCoin> coins;
  private final Optional<Pending> pending;
  private final List<Entry> history;

  public Holdings(
      long scannedTo,
      Optional<Live> live,
      List<HeldCoin> coins,
      Optional<Pending> pending,
      List<Entry> history) {
    this.scannedTo = scannedTo;
    this.live = live;
    this.coins = List.copyOf(coins);
    this.pending = pending;
    this.history = List.copyOf(history);
  }

  /** Nothing, as of {@code height}. */
  public static Holdings none(long height) {
    return new Holdings(height, Optional.empty(), List.of(), Optional.empty(), List.of());
  }

  /** The height up to which every block has been read. */
  public long scannedTo() {
    return scannedTo;
  }

  /** The state to spend from; nothing before enrolment. */
  public Optional<Live> live() {
    return live;
  }

  public Optional<State> state() {
    return live.map(each -> each.credential().state());
  }

  public List<HeldCoin> coins() {
    return coins;
  }

  /** The one transaction whose outcome is not known. */
  public Optional<Pending> pending() {
    return pending;
  }

  /** In the order of time. */
  public List<Entry> history() {
    return history;
  }

  /** The sum of the coins not claimed. */
  public Amount unclaimed() {
    Amount sum = Amount.ZERO;
    for (HeldCoin held : coins) {
      sum = sum.plus(held.coin().value());
    }
    return sum;
  }

  /** All private money, the coins not claimed included. */
  public Amount privately() {
    return state().map(State::balance).orElse(Amount.ZERO).plus(unclaimed());
  }

  /** A copy to change. */
  public Draft edit() {
    return new Draft(this);
  }

  @Override
  public String toString() {
    return "Holdings[redacted]";
  }
}
