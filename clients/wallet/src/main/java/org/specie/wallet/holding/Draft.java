package org.specie.wallet.holding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;

/**
 * Holdings in the making. What is read from the ledger may come twice, by the transaction itself
 * and by its block; everything here gives the same result the second time. Not thread-safe.
 */
public final class Draft {
  private record Key(Hash32 transactionId, EntryKind kind) {}

  private final Map<ByteString, HeldCoin> coins = new LinkedHashMap<>();
  private final Map<Key, Entry> history = new LinkedHashMap<>();
  private final Waiting waiting;
  private final List<GivenAddress> addresses;
  private final Map<Hash32, Attempt> attempts = new LinkedHashMap<>();
  private final List<OpenMailbox> mailboxes;
  private final List<KnownName> names;
  private long scannedTo;
  private Optional<Live> live;
  private Optional<Pending> pending;
  private Optional<Shown> shown;

  Draft(Holdings from) {
    this.scannedTo = from.scannedTo();
    this.live = from.live();
    this.pending = from.pending();
    this.waiting = new Waiting(from.entries());
    this.addresses = new ArrayList<>(from.addresses());
    this.shown = from.shown();
    this.mailboxes = new ArrayList<>(from.mailboxes());
    this.names = new ArrayList<>(from.names());
    from.coins().forEach(held -> coins.put(held.nullifier(), held));
    from.attempts().forEach(attempt -> attempts.put(attempt.id(), attempt));
    from.history().forEach(entry -> history.put(key(entry), entry));
  }

  private static Key key(Entry entry) {
    return new Key(entry.transactionId(), entry.kind());
  }

  public long scannedTo() {
    return scannedTo;
  }

  public void scannedTo(long height) {
    Check.that(height >= scannedTo, "blocks are read in order");
    scannedTo = height;
  }

  public Optional<Live> live() {
    return live;
  }

  /** Takes the next state; whatever showed the one before is used up. */
  public void live(Live next) {
    boolean isSame = live.filter(old -> old.nullifier().equals(next.nullifier())).isPresent();
    if (!isSame) {
      shown.ifPresent(each -> refuse(each.id(), PrivateReason.NULLIFIER_SPENT));
      shown = Optional.empty();
    }
    live = Optional.of(next);
  }

  /** The payment that auditors may have seen. */
  public Optional<Shown> shown() {
    return shown;
  }

  /** Takes up a payment that auditors are about to see. */
  public void show(Shown next, Entry entry) {
    Check.that(shown.isEmpty(), "auditors see one payment at a time");
    Check.that(entry.isPending(), "what is about to be shown is pending");
    shown = Optional.of(next);
    history.put(key(entry), entry);
  }

  /** What became of the payment that auditors may have seen. */
  public void shown(Shown next) {
    Check.that(shown.filter(old -> old.id().equals(next.id())).isPresent(), "it is the same one");
    shown = Optional.of(next);
  }

  public Optional<Pending> pending() {
    return pending;
  }

  /** Takes up a transaction that is about to leave. */
  public void begin(Pending next, Entry entry) {
    Check.that(pending.isEmpty(), "one transaction at a time");
    Check.that(entry.isPending(), "what is about to leave is pending");
    pending = Optional.of(next);
    attempts.remove(next.id());
    history.put(key(entry), entry);
  }

  /** Whether {@code id} is the transaction whose outcome is awaited. */
  public boolean awaits(Hash32 id) {
    return pending.filter(each -> each.id().equals(id)).isPresent();
  }

  /** The awaited transaction is on the ledger, applied. */
  public void conclude(Hash32 id) {
    if (awaits(id)) {
      pending = Optional.empty();
    }
  }

  /** The awaited transaction was refused, which proves nothing: it is kept in mind. */
  public void setAside(Pending refused) {
    Check.that(awaits(refused.id()), "what is refused was awaited");
    history.values().stream()
        .filter(entry -> entry.transactionId().equals(refused.id()) && entry.isPending())
        .findFirst()
        .ifPresent(entry -> attempts.put(refused.id(), new Attempt(refused, entry, false)));
  }

  /** Refused transactions that may be applied yet, or that were and nobody was told. */
  public List<Attempt> attempts() {
    return List.copyOf(attempts.values());
  }

  /** The attempt {@code id} is over, and whoever has to know does. */
  public void forget(Hash32 id) {
    attempts.remove(id);
  }

  /** The attempt {@code id} is on the ledger; told only if it is worth telling. */
  public void appliedAfterAll(Hash32 id) {
    attempts.computeIfPresent(
        id, (_, attempt) -> attempt.entry().kind().movesMoney() ? attempt.onTheLedger() : null);
  }

  /** A transaction does not happen; its entry says why. */
  public void refuse(Hash32 id, Reason reason) {
    conclude(id);
    EntryState state = new EntryState.Refused(reason.code(), reason.sentence(), reason.remedy());
    history.replaceAll(
        (key, entry) ->
            key.transactionId().equals(id) && entry.isPending() ? entry.in(state) : entry);
  }

  /** A refused transaction that another one takes the place of leaves no entry. */
  public void withdraw(Hash32 id) {
    conclude(id);
    history
        .values()
        .removeIf(
            entry ->
                entry.transactionId().equals(id) && !(entry.state() instanceof EntryState.Final));
  }

  /** Adds a final entry, or makes the one there is final; what the wallet itself wrote stays. */
  public void record(Entry entry, long height) {
    Entry known = history.getOrDefault(key(entry), written(entry));
    history.put(key(entry), known.finalAt(height, entry.atSeconds()));
  }

  /** What the wallet wrote of a transaction that it gave up for another, or else {@code entry}. */
  private Entry written(Entry entry) {
    return Optional.ofNullable(attempts.get(entry.transactionId()))
        .map(Attempt::entry)
        .filter(each -> each.kind() == entry.kind())
        .orElse(entry);
  }

  /** Whether the coin of this transaction was taken before, and perhaps claimed since. */
  public boolean knowsCoinOf(Hash32 transactionId) {
    for (EntryKind kind : EntryKind.values()) {
      @Nullable Entry entry = history.get(new Key(transactionId, kind));
      if (kind.bringsCoin() && entry != null && !entry.isPending()) {
        return true;
      }
    }
    return false;
  }

  public void add(HeldCoin coin) {
    coins.put(coin.nullifier(), coin);
  }

  /** Takes note of a nullifier on the ledger. */
  public Optional<HeldCoin> remove(ByteString nullifier) {
    return Optional.ofNullable(coins.remove(nullifier));
  }

  /** Takes up money that waits; what is known of it already stays. */
  public void add(HeldEntry entry) {
    waiting.add(entry);
  }

  /** Money that waits, and on which side of it the wallet is. */
  public Optional<HeldEntry> waiting(Hash32 name, HeldEntry.Role role) {
    return waiting.find(name, role);
  }

  /** Auditors stopped the entry {@code name}. */
  public void veto(Hash32 name) {
    waiting.turn(name, HeldEntry::vetoed);
  }

  /** Auditors cleared the entry {@code name}. */
  public void clear(Hash32 name) {
    waiting.turn(name, HeldEntry::cleared);
  }

  /** The transaction {@code by} of {@code kind} ended the entry {@code name}. */
  public void end(Hash32 name, Kind kind, Hash32 by, long atSeconds) {
    waiting.turn(name, entry -> entry.ended(kind, by, atSeconds));
  }

  /** Of an entry that was accepted, what {@code opening} opens was given back. */
  public void refund(HeldEntry.Role role, EntryOpening opening) {
    waiting.turn(opening.claim().entry(), role, entry -> entry.refunded(opening));
  }

  /** How many refund addresses are looked at, from number 0 on. */
  public int addressesWatched() {
    return Holdings.addressesWatched(waiting.all());
  }

  /** Notes that a refund address was given out. */
  public void give(GivenAddress address) {
    addresses.add(address);
  }

  /** How many mailboxes there are. */
  public int mailboxes() {
    return mailboxes.size();
  }

  /** Notes a mailbox. */
  public void add(OpenMailbox mailbox) {
    mailboxes.add(mailbox);
  }

  /** Forgets the mailboxes that nobody looks into any more. */
  public void closeMailboxes(long nowSeconds) {
    mailboxes.removeIf(each -> each.untilSeconds() < nowSeconds);
  }

  /** Where {@code name} at {@code provider} led, if it was paid. */
  public Optional<KnownName> known(String provider, String name) {
    return names.stream()
        .filter(each -> each.provider().equals(provider) && each.name().equals(name))
        .findFirst();
  }

  /** Remembers where a name leads, and at most {@code most} names. */
  public void know(KnownName name, int most) {
    names.removeIf(
        each -> each.provider().equals(name.provider()) && each.name().equals(name.name()));
    names.add(name);
    while (names.size() > most) {
      names.removeFirst();
    }
  }

  /**
   * Takes the words of a letter to the payment that came in, unless a letter brought some before;
   * whether there were any to take. A payment that is not there stays away.
   */
  public boolean annotate(Told told) {
    Key key = new Key(told.transactionId(), told.kind());
    Optional<Entry> wanted =
        Optional.ofNullable(history.get(key))
            .filter(entry -> entry.state() instanceof EntryState.Final)
            .filter(entry -> entry.amount().equals(told.amount()))
            .filter(entry -> entry.note().equals(told.note()) && !told.words().isEmpty());
    wanted.ifPresent(entry -> history.put(key, entry.noted(told.whole())));
    return wanted.isPresent();
  }

  /** The entry of {@code kind} for a transaction, if there is one. */
  public Optional<Entry> entry(Hash32 transactionId, EntryKind kind) {
    return Optional.ofNullable(history.get(new Key(transactionId, kind)));
  }

  /** The holdings as they are now. */
  public Holdings freeze() {
    List<Entry> ordered = new ArrayList<>(history.values());
    ordered.sort(Comparator.comparingLong(Entry::atSeconds).thenComparingLong(Draft::place));
    return new Holdings(
        scannedTo,
        live,
        List.copyOf(coins.values()),
        pending,
        ordered,
        waiting.all(),
        addresses,
        shown,
        attempts(),
        mailboxes,
        names);
  }

  /** Where an entry stands among those of one second: by height, what is in no block last. */
  private static long place(Entry entry) {
    return switch (entry.state()) {
      case EntryState.Final(long height) -> height;
      case EntryState.Pending _, EntryState.Refused _ -> Long.MAX_VALUE;
    };
  }
}
