package org.specie.cash.application.ideal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * F of docs/spec/14-ideal-ledger.md without what happens beside steps, transfers and acts: nobody
 * is let in, nothing is folded, no policy changes, no float. Each person has one account, linked to
 * it. Nothing here is secret, signed or proven: it is told who does what, and knows what it told.
 */
public final class IdealLedger {
  /** The account that only acts empty. */
  public static final int TREASURY = -1;

  /**
   * What the policy says.
   *
   * @param budgets by class
   * @param auditors how many decide
   */
  public record Limits(
      List<Long> budgets,
      long tierOne,
      long tierTwo,
      long delaySeconds,
      long claimSeconds,
      boolean silenceReleases,
      int auditors,
      int committee,
      int registrars,
      long supplyCap) {}

  private record Coin(int owner, long value) {}

  private final Limits limits;
  private final Map<Integer, Long> accounts = new HashMap<>();
  private final Map<Integer, Long> nonces = new HashMap<>();
  private final List<List<Held>> wallets = new ArrayList<>();
  private final Map<Integer, Long> classChanges = new HashMap<>();
  private final List<Coin> coins = new ArrayList<>();
  private final HashSet<Integer> claimed = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private long issued;
  private long destroyed;
  private long inside;
  private long time;
  private long epoch;

  public IdealLedger(Limits limits) {
    this.limits = limits;
  }

  /** Everything from here on happens at this time. */
  public void turn(long newTime, long newEpoch) {
    time = newTime;
    epoch = newEpoch;
  }

  /** The next person, with a wallet of this class and an account. */
  public int enrol(int classId) {
    wallets.add(new ArrayList<>());
    int person = wallets.size() - 1;
    wallets.get(person).add(new Held(0, limits.budgets().get(classId), 0, epoch, classId));
    // The account signed its link.
    nonces.put(person, 1L);
    return person;
  }

  // Ordinary money and acts.

  public Outcome transfer(int from, int to, long amount, long nonce) {
    if (nonce != nonce(from)) {
      return Outcome.NONCE;
    }
    if (account(from) < amount) {
      return Outcome.FUNDS;
    }
    nonces.merge(from, 1L, Long::sum);
    add(from, -amount);
    add(to, amount);
    return Outcome.DONE;
  }

  public Outcome issue(int to, long amount, int signatures) {
    if (issued - destroyed + amount > limits.supplyCap()) {
      return Outcome.CAP;
    }
    if (signatures < limits.committee()) {
      return Outcome.NO_QUORUM;
    }
    issued += amount;
    add(to, amount);
    return Outcome.DONE;
  }

  public Outcome destroy(long amount, int signatures) {
    if (account(TREASURY) < amount) {
      return Outcome.TREASURY;
    }
    if (signatures < limits.committee()) {
      return Outcome.NO_QUORUM;
    }
    destroyed += amount;
    add(TREASURY, -amount);
    return Outcome.DONE;
  }

  public Outcome veto(int entry, int signatures) {
    if (phase(entry) != Entry.Phase.PENDING) {
      return Outcome.PHASE;
    }
    if (signatures < limits.auditors()) {
      return Outcome.NO_QUORUM;
    }
    entries.get(entry).settle(Entry.Phase.VETOED);
    return Outcome.DONE;
  }

  public Outcome clear(int entry, int signatures) {
    if (phase(entry) != Entry.Phase.PENDING || !entries.get(entry).mustBeCleared()) {
      return Outcome.PHASE;
    }
    if (signatures < limits.auditors()) {
      return Outcome.NO_QUORUM;
    }
    entries.get(entry).clear();
    return Outcome.DONE;
  }

  private void add(int account, long amount) {
    accounts.merge(account, amount, Long::sum);
  }

  // Steps.

  /** What everybody is told of a step of {@code person} on its state number {@code state}. */
  public Told told(int person, int state, Wish wish) {
    Held shown = wallets.get(person).get(state);
    OptionalInt account = OptionalInt.empty();
    OptionalLong amount = OptionalLong.empty();
    OptionalInt entry = OptionalInt.empty();
    switch (wish) {
      case Wish.Load(int owner, long moved, long _) -> {
        account = OptionalInt.of(owner);
        amount = OptionalLong.of(moved);
      }
      case Wish.Unload(int owner, long moved) -> {
        account = OptionalInt.of(owner);
        amount = OptionalLong.of(moved);
      }
      case Wish.Accept(int name) -> entry = OptionalInt.of(name);
      case Wish.Return(int name) -> entry = OptionalInt.of(name);
      case Wish.Refund(int name, long _) -> entry = OptionalInt.of(name);
      case Wish.Pay _, Wish.Bulk _, Wish.ApprovedPay _, Wish.DelayedPay _ -> {
        // Nothing more.
      }
      case Wish.EntryPay _, Wish.ChangeClass _ -> {
        // Nothing more: what is said of a new entry and of an order is compared elsewhere.
      }
    }
    return new Told(
        wish.kind(), shown.classId(), epoch, shown.epoch() < epoch, account, amount, entry);
  }

  /**
   * A step of {@code person}, who shows its state number {@code state}, used up or not, and {@code
   * shownCoins}, its own or not.
   */
  public Outcome step(int person, int state, List<Integer> shownCoins, Wish wish) {
    Held before = renewed(wallets.get(person).get(state));
    long received = 0;
    for (int coin : shownCoins) {
      if (coins.get(coin).owner() != person) {
        return Outcome.BEYOND_MEANS;
      }
      received += coins.get(coin).value();
    }
    long balance = before.balance() + received;
    long income = before.income() + received;
    Held after = after(before, balance, income, wish);
    boolean isWithin = after.balance() >= 0 && after.budget() >= 0 && mayBe(person, wish);
    if (!isWithin) {
      return Outcome.BEYOND_MEANS;
    }
    Outcome outcome = ordered(person, wish);
    boolean isUsed =
        state != wallets.get(person).size() - 1 || shownCoins.stream().anyMatch(claimed::contains);
    if (outcome == Outcome.DONE && isUsed) {
      return Outcome.USED;
    }
    if (outcome == Outcome.DONE) {
      claimed.addAll(shownCoins);
      wallets.get(person).add(after);
      takeEffect(person, wish);
    }
    return outcome;
  }

  private Held renewed(Held shown) {
    return shown.epoch() == epoch
        ? shown
        : new Held(
            shown.balance(),
            limits.budgets().get(shown.classId()),
            shown.income(),
            epoch,
            shown.classId());
  }

  private Held after(Held of, long balance, long income, Wish wish) {
    return switch (wish) {
      case Wish.Bulk _ -> of.with(balance, of.budget(), income);
      case Wish.Pay(int _, long amount) -> of.with(balance - amount, of.budget() - amount, income);
      case Wish.EntryPay(int _, long amount) ->
          of.with(balance - amount, of.budget() - amount, income);
      case Wish.ApprovedPay(int _, long amount, int _) ->
          of.with(balance - amount, of.budget(), income);
      case Wish.DelayedPay(int _, long amount) -> of.with(balance - amount, of.budget(), income);
      case Wish.Load(int _, long amount, long _) -> of.with(balance + amount, of.budget(), income);
      case Wish.Unload(int _, long amount) -> of.with(balance - amount, of.budget(), income);
      case Wish.Accept(int entry) -> {
        long amount = entries.get(entry).paid();
        yield of.with(balance + amount, of.budget(), income + amount);
      }
      case Wish.Return(int entry) ->
          of.with(balance + entries.get(entry).amount(), of.budget(), income);
      case Wish.Refund(int _, long amount) -> of.with(balance - amount, of.budget(), income);
      case Wish.ChangeClass(int classId, long _, int _) ->
          of.with(balance, of.budget(), income).in(classId);
    };
  }

  /** What does not depend on the order of operations. */
  private boolean mayBe(int person, Wish wish) {
    return switch (wish) {
      case Wish.Pay(int _, long amount) -> amount <= limits.tierOne();
      case Wish.EntryPay(int _, long amount) -> amount <= limits.tierOne();
      case Wish.ApprovedPay(int _, long amount, int _) -> amount <= limits.tierTwo();
      case Wish.DelayedPay(int _, long amount) -> amount > limits.tierTwo();
      case Wish.Accept(int entry) -> entries.get(entry).isPaidTo(person);
      case Wish.Return(int entry) -> entries.get(entry).isPaidBy(person);
      case Wish.Refund(int entry, long amount) ->
          entries.get(entry).isPaidTo(person) && amount <= entries.get(entry).paid();
      case Wish.Bulk _, Wish.Load _, Wish.Unload _, Wish.ChangeClass _ -> true;
    };
  }

  /** What does. */
  private Outcome ordered(int person, Wish wish) {
    return switch (wish) {
      case Wish.Pay _, Wish.Bulk _, Wish.DelayedPay _, Wish.EntryPay _ -> Outcome.DONE;
      case Wish.ApprovedPay(int _, long _, int approvals) ->
          approvals < limits.auditors() ? Outcome.NOT_APPROVED : Outcome.DONE;
      case Wish.Load(int owner, long amount, long nonce) -> {
        if (nonce != nonce(owner)) {
          yield Outcome.NONCE;
        }
        if (owner != person) {
          yield Outcome.NOT_LINKED;
        }
        yield account(owner) < amount ? Outcome.FUNDS : Outcome.DONE;
      }
      case Wish.Unload(int owner, long amount) -> {
        if (owner != person) {
          yield Outcome.NOT_LINKED;
        }
        yield inside < amount ? Outcome.TURNSTILE : Outcome.DONE;
      }
      case Wish.Accept(int entry) ->
          entries.get(entry).wasRefunded()
              ? Outcome.REFUNDED_BEFORE
              : phase(entry) == Entry.Phase.RELEASED ? Outcome.DONE : Outcome.PHASE;
      case Wish.Return(int entry) ->
          switch (phase(entry)) {
            case PENDING, VETOED, EXPIRED, REFUNDED -> Outcome.DONE;
            case RELEASED, ACCEPTED, RETURNED -> Outcome.PHASE;
          };
      case Wish.Refund(int entry, long _) ->
          entries.get(entry).wasRefunded()
              ? Outcome.REFUNDED_BEFORE
              : phase(entry) == Entry.Phase.ACCEPTED ? Outcome.DONE : Outcome.PHASE;
      case Wish.ChangeClass(int _, long number, int signatures) -> {
        if (number != classNumber(person) + 1) {
          yield Outcome.NUMBER;
        }
        yield signatures < limits.registrars() ? Outcome.NO_QUORUM : Outcome.DONE;
      }
    };
  }

  private void takeEffect(int person, Wish wish) {
    switch (wish) {
      case Wish.Bulk _ -> {
        // The wallet is all there is.
      }
      case Wish.Pay(int payee, long amount) -> coins.add(new Coin(payee, amount));
      case Wish.ApprovedPay(int payee, long amount, int _) -> coins.add(new Coin(payee, amount));
      case Wish.DelayedPay(int payee, long amount) -> {
        long release = time + limits.delaySeconds();
        open(person, payee, amount, release, !limits.silenceReleases());
      }
      case Wish.EntryPay(int payee, long amount) -> open(person, payee, amount, time, false);
      case Wish.Load(int owner, long amount, long _) -> {
        nonces.merge(owner, 1L, Long::sum);
        add(owner, -amount);
        inside += amount;
      }
      case Wish.Unload(int owner, long amount) -> {
        inside -= amount;
        add(owner, amount);
      }
      case Wish.Accept(int entry) -> entries.get(entry).settle(Entry.Phase.ACCEPTED);
      case Wish.Return(int entry) -> entries.get(entry).settle(Entry.Phase.RETURNED);
      case Wish.Refund(int entry, long amount) -> entries.get(entry).refund(amount);
      case Wish.ChangeClass(int _, long number, int _) -> classChanges.put(person, number);
    }
  }

  private void open(int payer, int payee, long amount, long release, boolean mustBeCleared) {
    long expiry = release + limits.claimSeconds();
    entries.add(new Entry(payer, payee, amount, release, expiry, mustBeCleared));
  }

  // What it knows.

  public long account(int owner) {
    return accounts.getOrDefault(owner, 0L);
  }

  public long nonce(int owner) {
    return nonces.getOrDefault(owner, 0L);
  }

  /** The number of the last change. */
  public long classNumber(int person) {
    return classChanges.getOrDefault(person, 0L);
  }

  /** All that a wallet ever held, one more with each step. */
  public List<Held> history(int person) {
    return List.copyOf(wallets.get(person));
  }

  public int coins() {
    return coins.size();
  }

  public int entries() {
    return entries.size();
  }

  public Entry.Phase phase(int entry) {
    return entries.get(entry).at(time);
  }

  public long issued() {
    return issued;
  }

  public long destroyed() {
    return destroyed;
  }

  /** What entered the private form and did not leave. */
  public long inside() {
    return inside;
  }

  /** P1: that it is all somewhere. */
  public boolean isConserved() {
    long held = wallets.stream().mapToLong(each -> each.getLast().balance()).sum();
    for (int i = 0; i < coins.size(); i++) {
      held += claimed.contains(i) ? 0 : coins.get(i).value();
    }
    held += entries.stream().filter(Entry::holdsMoney).mapToLong(Entry::amount).sum();
    long ordinary = accounts.values().stream().mapToLong(Long::longValue).sum();
    return held == inside && issued - destroyed == ordinary + inside;
  }
}
