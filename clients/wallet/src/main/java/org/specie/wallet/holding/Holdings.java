package org.specie.wallet.holding;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.specie.cash.protocol.credential.State;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.address.RefundKeys;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;

/** Everything a wallet knows but its keys, at one moment. Changes go through a {@link Draft}. */
public final class Holdings {
  private final long scannedTo;
  private final Optional<Live> live;
  private final List<HeldCoin> coins;
  private final Optional<Pending> pending;
  private final List<Entry> history;
  private final List<HeldEntry> entries;
  private final List<GivenAddress> addresses;
  private final Optional<Shown> shown;
  private final List<Attempt> attempts;
  private final List<OpenMailbox> mailboxes;
  private final List<KnownName> names;

  public Holdings(
      long scannedTo,
      Optional<Live> live,
      List<HeldCoin> coins,
      Optional<Pending> pending,
      List<Entry> history,
      List<HeldEntry> entries,
      List<GivenAddress> addresses,
      Optional<Shown> shown,
      List<Attempt> attempts,
      List<OpenMailbox> mailboxes,
      List<KnownName> names) {
    this.scannedTo = scannedTo;
    this.live = live;
    this.coins = List.copyOf(coins);
    this.pending = pending;
    this.history = List.copyOf(history);
    this.entries = List.copyOf(entries);
    this.addresses = List.copyOf(addresses);
    this.shown = shown;
    this.attempts = List.copyOf(attempts);
    this.mailboxes = List.copyOf(mailboxes);
    this.names = List.copyOf(names);
  }

  /** Nothing, as of {@code height}. */
  public static Holdings none(long height) {
    return new Holdings(
        height,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
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

  /** The line of the history that {@code entry} has become, once it is final. */
  public Optional<Entry> whenFinal(Entry entry) {
    return history.stream()
        .filter(
            each ->
                each.transactionId().equals(entry.transactionId())
                    && each.kind() == entry.kind()
                    && each.state() instanceof EntryState.Final)
        .findFirst();
  }

  /** Money that waits or waited on the ledger, in the order it was found. */
  public List<HeldEntry> entries() {
    return entries;
  }

  /** The entry {@code name}, if the wallet is on this side of it. */
  public Optional<HeldEntry> entry(Hash32 name, HeldEntry.Role role) {
    return entries.stream()
        .filter(each -> each.role() == role && each.name().equals(name))
        .findFirst();
  }

  /** The refund addresses given out, in order. */
  public List<GivenAddress> addresses() {
    return addresses;
  }

  /** The number of the next refund address. */
  public int nextAddress() {
    int given = addresses.stream().mapToInt(each -> each.number() + 1).max().orElse(0);
    return Math.max(given, addressesUsed(entries));
  }

  static int addressesWatched(List<HeldEntry> entries) {
    return addressesUsed(entries) + RefundKeys.AHEAD;
  }

  private static int addressesUsed(List<HeldEntry> entries) {
    return entries.stream()
        .flatMap(each -> each.addressNumber().stream())
        .mapToInt(number -> number + 1)
        .max()
        .orElse(0);
  }

  /** What is promised at {@code seconds} and may still come. */
  public Amount promised(long seconds) {
    return sum(each -> each.role() == HeldEntry.Role.PROMISED && each.isOpenAt(seconds));
  }

  /** What was paid into entries that have not ended. */
  public Amount waiting() {
    return sum(each -> each.role() == HeldEntry.Role.PAID && each.end().isEmpty());
  }

  private Amount sum(Predicate<HeldEntry> which) {
    return entries.stream().filter(which).map(HeldEntry::amount).reduce(Amount.ZERO, Amount::plus);
  }

  /** The payment that auditors may have seen, until what they saw is used up. */
  public Optional<Shown> shown() {
    return shown;
  }

  /** Refused transactions that may be applied yet, or that were and nobody was told. */
  public List<Attempt> attempts() {
    return attempts;
  }

  /** The mailboxes that are or were open, in the order they were made. */
  public List<OpenMailbox> mailboxes() {
    return mailboxes;
  }

  /** Where names led when they were paid, in the order they were first paid. */
  public List<KnownName> names() {
    return names;
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
