package org.specie.wallet.spending;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.state.Entry;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.TierRules;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.Payee;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.EntrySecrets;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.RefundNotice;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.address.RefundAddressText;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.spending.Prepared.Line;

/**
 * Plans of money that waits on the ledger: paying into entries and ending them. Each refuses what
 * the ledger would refuse, and says what helps. Source: docs/spec/30-wallet.md, clauses 30.13 and
 * 30.14.
 */
public final class EntryPlans {
  private final PrivatePlans plans;
  private final Proofs proofs;

  public EntryPlans(Network network, WalletKeys keys, PrivatePlans plans, Entropy entropy) {
    this.plans = plans;
    this.proofs = new Proofs(network, keys, entropy);
  }

  /** Pays {@code amount} by tier 3: it waits, auditors may stop it, and the payer may cancel it. */
  public Plan payWithDelay(PaymentAddress payee, Amount amount, ByteString note) {
    return (tip, holdings) ->
        plans
            .mayPayTo(holdings, payee, amount, note, EntrySecrets.NOTE_SIZE)
            .then(state -> aboveTierTwo(tip, amount).map(_ -> state))
            .then(state -> pay(tip, holdings, Kind.DELAYED_PAY, payee, amount, note));
  }

  private static Answer<TierRules> aboveTierTwo(Tip tip, Amount amount) {
    Optional<TierRules> tiers = tip.rules().tiers();
    if (tiers.isEmpty()) {
      return Answer.refused(PrivateReason.TIER_NOT_OFFERED);
    }
    Amount limit = tiers.get().tierTwoLimit();
    return limit.covers(amount)
        ? Answer.refused(
            WalletReason.BELOW_TIER_THREE, "Asked: " + amount + ", limit: " + limit + ".")
        : Answer.done(tiers.get());
  }

  /** Pays {@code amount} within the budget in such a way that it can be taken back on expiry. */
  public Plan payReturnably(Payee payee, Amount amount, ByteString note) {
    return (tip, holdings) ->
        mayPayInto(holdings, payee, amount, note)
            .then(
                state ->
                    tip.rules().tiers().isPresent()
                        ? PrivatePlans.withinBudget(tip, state, amount)
                        : Answer.refused(PrivateReason.TIER_NOT_OFFERED))
            .then(state -> pay(tip, holdings, Kind.ENTRY_PAY, payee, amount, note));
  }

  private Answer<State> mayPayInto(Holdings holdings, Payee payee, Amount amount, ByteString note) {
    return switch (payee) {
      case PaymentAddress address ->
          plans.mayPayTo(holdings, address, amount, note, EntrySecrets.NOTE_SIZE);
      case EntryAddress _ -> plans.mayPay(holdings, amount, note, EntrySecrets.NOTE_SIZE);
    };
  }

  private Answer<Prepared> pay(
      Tip tip, Holdings holdings, Kind kind, Payee payee, Amount amount, ByteString note) {
    EntryKind line =
        kind == Kind.DELAYED_PAY ? EntryKind.PAID_WITH_DELAY : EntryKind.PAID_RETURNABLY;
    return plans.choose(
        tip,
        holdings,
        amount,
        coin ->
            proofs.state(
                tip,
                holdings,
                new Intent(
                    kind,
                    PrivatePlans.renews(holdings.state().orElseThrow(), tip),
                    coin.map(HeldCoin::coin).stream().toList(),
                    Optional.of(new Intent.Payment(payee, amount, note)),
                    Optional.empty()),
                new Line(line, amount, name(payee), note.toUtf8())));
  }

  private String name(Payee payee) {
    return switch (payee) {
      case PaymentAddress address -> plans.shortName(address);
      case EntryAddress address -> RefundAddressText.write(address);
    };
  }

  /** Accepts the entry {@code name}, which was promised to this wallet. */
  public Plan accept(Hash32 name, long nowSeconds) {
    return end(name, Role.PROMISED, EntryKind.ACCEPTED, nowSeconds);
  }

  /** Takes the entry {@code name} back, which this wallet paid. */
  public Plan takeBack(Hash32 name, long nowSeconds) {
    return end(name, Role.PAID, EntryKind.TAKEN_BACK, nowSeconds);
  }

  /**
   * Gives {@code amount} of the entry {@code name}, which this wallet accepted, back to whoever
   * paid it. It costs no budget. Source: docs/spec/13-refunds-and-classes.md, clause 13.20.
   */
  public Plan giveBack(Hash32 name, Amount amount, ByteString note) {
    return (tip, holdings) ->
        plans
            .mayPay(holdings, amount, note, RefundNotice.NOTE_SIZE)
            .then(_ -> refundable(holdings, name, amount))
            .then(
                entry ->
                    plans.choose(
                        tip,
                        holdings,
                        amount,
                        coin ->
                            proofs.state(
                                tip,
                                holdings,
                                Intent.refund(
                                    PrivatePlans.renews(holdings.state().orElseThrow(), tip),
                                    coin.map(HeldCoin::coin),
                                    entry.opening(),
                                    new Intent.Refund(amount, note)),
                                new Line(EntryKind.GIVEN_BACK, amount, "", note.toUtf8()))));
  }

  private static Answer<HeldEntry> refundable(Holdings holdings, Hash32 name, Amount amount) {
    Optional<HeldEntry> held = holdings.entry(name, Role.PROMISED);
    if (held.isEmpty()) {
      return Answer.refused(WalletReason.ENTRY_NOT_HELD, name.toShortHex());
    }
    Entry.Status status = held.get().standing().status();
    if (status != Entry.Status.ACCEPTED) {
      return Answer.refused(
          PrivateReason.ENTRY_STATE, "It is " + status + "; what is accepted is given back, once.");
    }
    return held.get().amount().covers(amount)
        ? Answer.done(held.get())
        : Answer.refused(
            WalletReason.OVER_ENTRY, "Asked: " + amount + ", paid: " + held.get().amount() + ".");
  }

  private Plan end(Hash32 name, Role role, EntryKind line, long nowSeconds) {
    return new End(name, role, line, nowSeconds);
  }

  /**
   * Ending one entry. On a quiet ledger the last block may be so old that nothing is admitted yet
   * that the clock allows; then a transaction that does nothing brings the time, once.
   */
  private final class End implements Plan {
    private final Hash32 name;
    private final Role role;
    private final EntryKind line;
    private final long nowSeconds;
    private boolean isTimeBrought;

    private End(Hash32 name, Role role, EntryKind line, long nowSeconds) {
      this.name = name;
      this.role = role;
      this.line = line;
      this.nowSeconds = nowSeconds;
    }

    @Override
    public Answer<Prepared> prepare(Tip tip, Holdings holdings) throws IOException {
      long now = isTimeBrought ? tip.epochSeconds() : Math.max(tip.epochSeconds(), nowSeconds);
      return PrivatePlans.state(holdings)
          .then(
              state ->
                  due(holdings, name, role, now)
                      .then(
                          entry ->
                              isAdmitted(entry, tip)
                                  ? ended(tip, holdings, state, entry, line)
                                  : bringTime(tip, holdings)));
    }

    private boolean isAdmitted(HeldEntry entry, Tip tip) {
      return entry.mayEndAt(tip.epochSeconds())
          || entry.mayEndAt(tip.epochSeconds() + Entry.ADMITTED_EARLY_SECONDS);
    }

    private Answer<Prepared> bringTime(Tip tip, Holdings holdings) throws IOException {
      isTimeBrought = true;
      return plans.idle().prepare(tip, holdings).map(Prepared::first);
    }
  }

  private static Answer<HeldEntry> due(Holdings holdings, Hash32 name, Role role, long now) {
    Optional<HeldEntry> held = holdings.entry(name, role);
    if (held.isEmpty()) {
      return Answer.refused(WalletReason.ENTRY_NOT_HELD, name.toShortHex());
    }
    return held.get().mayEndAt(now)
        ? Answer.done(held.get())
        : Answer.refused(
            PrivateReason.ENTRY_STATE,
            "It is %s; released %s, expires %s."
                .formatted(
                    held.get().phaseAt(now),
                    Instant.ofEpochSecond(held.get().standing().release()),
                    Instant.ofEpochSecond(held.get().standing().expiry())));
  }

  private Answer<Prepared> ended(
      Tip tip, Holdings holdings, State state, HeldEntry entry, EntryKind line) {
    return switch (CoinChoice.toLoad(entry.amount(), state.balance(), holdings.coins())) {
      case CoinChoice.Now(Optional<HeldCoin> coin) ->
          Answer.done(
              proofs.state(
                  tip,
                  holdings,
                  new Intent(
                      entry.role().ending(),
                      PrivatePlans.renews(state, tip),
                      coin.map(HeldCoin::coin).stream().toList(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(entry.opening())),
                  new Line(line, entry.amount(), "", entry.note())));
      case CoinChoice.ClaimFirst _, CoinChoice.TooLittle _, CoinChoice.Full _ ->
          Answer.refused(WalletReason.BALANCE_FULL);
    };
  }
}
