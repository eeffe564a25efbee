package org.specie.cash.application;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.ideal.Wish;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;

/**
 * Makes real steps of what people of the ideal ledger wish for. Who lacks something writes it into
 * the state that it shows, and shows coins of others as its own.
 */
final class WishProver {
  /** An entry, the transaction that made it, and what returns it. */
  record Open(int payer, int payee, StateTransaction made, EntryOpening back) {
    Hash32 name() {
      return made.core();
    }
  }

  private final TierBank tiers;
  private final Bank bank;
  private final List<Customer> people;
  private final List<Open> entries;

  /** Both lists may grow. */
  WishProver(TierBank tiers, List<Customer> people, List<Open> entries) {
    this.tiers = tiers;
    this.bank = tiers.bank;
    this.people = people;
    this.entries = entries;
  }

  /** A step of {@code who} on the state it has there. */
  StateProver.Made prove(Customer who, List<Coin> shown, Wish wish, boolean renews) {
    List<Coin> claimed = shown.stream().map(coin -> asOwn(who, coin)).toList();
    Intent intent = intent(who, wish, renews, claimed);
    return bank.prove(who.with(rich(who.state(), intent)), intent);
  }

  /** What its payee opens it with. */
  EntryOpening acceptance(Open open) {
    return tiers.acceptance(people.get(open.payee()), open.made());
  }

  /** A coin as if it were paid to {@code who}, which it may be. */
  private static Coin asOwn(Customer who, Coin coin) {
    return new Coin(who.keys().pid(), coin.serial(), coin.value(), coin.signature());
  }

  /** The state, with what it lacks for {@code intent} written into it. */
  private static StateCredential rich(StateCredential credential, Intent intent) {
    State real = credential.state();
    Amount needed =
        intent
            .paid()
            .plus(intent.refunded())
            .plus(
                intent.kind() == Kind.UNLOAD ? intent.move().orElseThrow().amount() : Amount.ZERO);
    boolean isWithinTierOne = intent.kind() == Kind.PAY || intent.kind() == Kind.ENTRY_PAY;
    Amount held = real.balance().plus(intent.received());
    State state =
        new State(
            real.pid(),
            real.k(),
            real.serial(),
            held.covers(needed) ? real.balance() : needed,
            intent.renewal() || !isWithinTierOne || real.budget().covers(needed)
                ? real.budget()
                : needed,
            real.income(),
            real.epoch(),
            real.classId());
    return new StateCredential(state, credential.signature());
  }

  private Intent intent(Customer who, Wish wish, boolean renews, List<Coin> claimed) {
    Kind kind = Kind.valueOf(wish.kind());
    Optional<Intent.Payment> payment = Optional.empty();
    Optional<Intent.AccountTransfer> move = Optional.empty();
    Optional<EntryOpening> claim = Optional.empty();
    Optional<Intent.Refund> refund = Optional.empty();
    Optional<ClassOrder> order = Optional.empty();
    switch (wish) {
      case Wish.Bulk _ -> {
        // Coins alone.
      }
      case Wish.Pay(int payee, long amount) -> payment = payment(payee, amount);
      case Wish.ApprovedPay(int payee, long amount, int _) -> payment = payment(payee, amount);
      case Wish.DelayedPay(int payee, long amount) -> payment = payment(payee, amount);
      case Wish.EntryPay(int payee, long amount) -> payment = payment(payee, amount);
      case Wish.Load(int owner, long amount, long nonce) -> move = move(owner, amount, nonce);
      case Wish.Unload(int owner, long amount) -> move = move(owner, amount, 0);
      case Wish.Accept(int entry) -> claim = Optional.of(acceptance(entries.get(entry)));
      case Wish.Return(int entry) -> claim = Optional.of(entries.get(entry).back());
      case Wish.Refund(int entry, long amount) -> {
        claim = Optional.of(acceptance(entries.get(entry)));
        refund = Optional.of(new Intent.Refund(Amount.ofMinor(amount), ByteString.utf8("broken")));
      }
      case Wish.ChangeClass(int classId, long number, int _) ->
          order =
              Optional.of(
                  new ClassOrder(
                      who.keys().publicSpendKey(), number, classId, bank.height() + 100));
    }
    return new Intent(kind, renews, claimed, payment, move, claim, refund, order);
  }

  private Optional<Intent.Payment> payment(int payee, long amount) {
    return Optional.of(tiers.to(people.get(payee), Amount.ofMinor(amount)));
  }

  private Optional<Intent.AccountTransfer> move(int owner, long amount, long nonce) {
    ByteString account = people.get(owner).address().bytes();
    return Optional.of(new Intent.AccountTransfer(Amount.ofMinor(amount), account, nonce));
  }

  /** {@code made} with the signatures that the wish says it has. */
  StateTransaction signed(Wish wish, StateProver.Made made) {
    return switch (wish) {
      case Wish.Load(int owner, long _, long _) -> Bank.signedBy(people.get(owner), made);
      case Wish.ApprovedPay(int _, long _, int approvals) ->
          tiers.approvedBy(made.transaction(), Arrays.copyOf(tiers.enough(), approvals));
      case Wish.ChangeClass(int _, long _, int signatures) -> {
        ByteString statement =
            made.transaction().body().order().orElseThrow().statement(bank.suite.domain());
        List<Approval> approvals = new ArrayList<>();
        for (int i = 0; i < signatures; i++) {
          approvals.add(new Approval(i, bank.registrars.get(i).sign(statement)));
        }
        yield made.transaction().approvedBy(approvals);
      }
      default -> made.transaction();
    };
  }
}
