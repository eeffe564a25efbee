package org.specie.wallet.spending;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.Memo;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.spending.Prepared.Line;

/** Plans of private money. Each refuses what the ledger would refuse, and says what helps. */
public final class PrivatePlans {
  private final Network network;
  private final WalletKeys keys;
  private final Proofs proofs;

  public PrivatePlans(Network network, WalletKeys keys, Entropy entropy) {
    this.network = network;
    this.keys = keys;
    this.proofs = new Proofs(network, keys, entropy);
  }

  /** What is left of the budget at {@code tip}: all of it if the epoch has rolled over. */
  public static Amount budgetLeft(State state, Tip tip) {
    return renews(state, tip) ? tip.rules().budget(state.classId()) : state.budget();
  }

  /** Whether the next transaction renews the budget. */
  static boolean renews(State state, Tip tip) {
    return state.epoch() < tip.rules().epoch();
  }

  static Answer<State> state(Holdings holdings) {
    return holdings
        .state()
        .map(Answer::done)
        .orElseGet(() -> Answer.refused(WalletReason.NOT_ENROLLED));
  }

  private static Answer<State> state(Holdings holdings, Amount amount) {
    return amount.equals(Amount.ZERO) ? Answer.refused(WalletReason.AMOUNT_ZERO) : state(holdings);
  }

  /** Pays {@code amount} with a note of at most 71 bytes. */
  public Plan pay(PaymentAddress payee, Amount amount, ByteString note) {
    return (tip, holdings) ->
        mayPayTo(holdings, payee, amount, note, CoinSecrets.NOTE_SIZE)
            .then(state -> withinBudget(tip, state, amount))
            .then(
                state ->
                    choose(
                        tip,
                        holdings,
                        amount,
                        coin ->
                            proofs.state(
                                tip,
                                holdings,
                                Intent.pay(
                                    renews(state, tip),
                                    coin.map(HeldCoin::coin),
                                    new Intent.Payment(payee, amount, note)),
                                new Line(
                                    EntryKind.PAID_PRIVATELY,
                                    amount,
                                    shortName(payee),
                                    note.toUtf8()))));
  }

  /** The first half of the payee's pid. */
  String shortName(PaymentAddress payee) {
    return payee.pid(network.suite()).toByteString().slice(0, Memo.PAYEE_SIZE).toHex();
  }

  /** Whether this may be paid to that payee, apart from tier, budget and what is there. */
  Answer<State> mayPayTo(
      Holdings holdings, PaymentAddress payee, Amount amount, ByteString note, int noteBytesMax) {
    return payee.isGenuine(network.suite())
        ? mayPay(holdings, amount, note, noteBytesMax)
        : Answer.refused(WalletReason.ADDRESS_NOT_GENUINE);
  }

  /** The same, to whomever. */
  Answer<State> mayPay(Holdings holdings, Amount amount, ByteString note, int noteBytesMax) {
    return note.size() > noteBytesMax
        ? Answer.refused(
            WalletReason.NOTE_TOO_LONG,
            "It has " + note.size() + " bytes; there is room for " + noteBytesMax + ".")
        : state(holdings, amount);
  }

  /** Whether {@code amount} may be paid by tier 1. */
  static Answer<State> withinBudget(Tip tip, State state, Amount amount) {
    Amount left = budgetLeft(state, tip);
    Amount limit = tip.rules().tierOneLimit(state.classId());
    if (!left.covers(amount)) {
      return Answer.refused(
          WalletReason.OVER_BUDGET,
          "Asked: " + amount + ", left: " + left + "." + otherTier(tip, amount));
    }
    return limit.covers(amount)
        ? Answer.done(state)
        : Answer.refused(
            WalletReason.OVER_LIMIT,
            "Asked: " + amount + ", limit: " + limit + "." + otherTier(tip, amount));
  }

  /** Which tier would carry {@code amount}, where the policy offers one. */
  private static String otherTier(Tip tip, Amount amount) {
    return tip.rules()
        .tiers()
        .map(
            tiers ->
                tiers.tierTwoLimit().covers(amount)
                    ? " With the approval of auditors it may be paid at once: tier 2."
                    : " It may be paid with a delay, in which auditors can stop it: tier 3.")
        .orElse("");
  }

  /** What to do with the coin a choice found. */
  interface WithCoin {
    Prepared prepare(Optional<HeldCoin> coin);
  }

  /**
   * The transaction that takes {@code amount} from the state, or the claim that has to be first.
   */
  Answer<Prepared> choose(Tip tip, Holdings holdings, Amount amount, WithCoin then) {
    Amount balance = holdings.state().orElseThrow().balance();
    return switch (CoinChoice.toPay(amount, balance, holdings.coins())) {
      case CoinChoice.Now(Optional<HeldCoin> coin) -> Answer.done(then.prepare(coin));
      case CoinChoice.ClaimFirst(List<HeldCoin> coins) ->
          Answer.done(claim(tip, holdings, coins).first());
      case CoinChoice.TooLittle _ ->
          Answer.refused(
              WalletReason.PRIVATE_INSUFFICIENT,
              "Asked: " + amount + ", there: " + holdings.privately() + ".");
      case CoinChoice.Full _ -> Answer.refused(WalletReason.BALANCE_FULL);
    };
  }

  /**
   * Claims all received coins that fit into the balance: one in the shape of a payment, or bulks.
   */
  public Plan claim() {
    return (tip, holdings) ->
        state(holdings)
            .then(
                state -> {
                  Optional<CoinChoice.ClaimFirst> next =
                      CoinChoice.toClaim(state.balance(), holdings.coins());
                  if (next.isEmpty()) {
                    return Answer.refused(WalletReason.BALANCE_FULL);
                  }
                  Prepared claim = claim(tip, holdings, next.get().coins());
                  boolean all = next.get().coins().size() == holdings.coins().size();
                  return Answer.done(all ? claim : claim.first());
                });
  }

  private Prepared claim(Tip tip, Holdings holdings, List<HeldCoin> coins) {
    Intent intent =
        new Intent(
            coins.size() == 1 ? Kind.PAY : Kind.BULK,
            renews(holdings.state().orElseThrow(), tip),
            coins.stream().map(HeldCoin::coin).toList(),
            Optional.empty(),
            Optional.empty());
    return proofs.state(tip, holdings, intent, Line.of(EntryKind.CLAIMED, intent.received()));
  }

  /** Does nothing, in the shape of a payment; renews the budget if its time has come. */
  public Plan idle() {
    return (tip, holdings) ->
        state(holdings)
            .map(
                state ->
                    proofs.state(
                        tip,
                        holdings,
                        Intent.claim(renews(state, tip), Optional.empty()),
                        Line.of(EntryKind.IDLED, Amount.ZERO)));
  }

  /** Folds up to sixteen coins into one; the state is shown, not consumed. */
  public Plan fold() {
    return (tip, holdings) ->
        state(holdings)
            .then(
                _ ->
                    CoinChoice.toClaim(Amount.ZERO, holdings.coins())
                        .map(chosen -> Answer.done(proofs.fold(tip, holdings, chosen.coins())))
                        .orElseGet(() -> Answer.refused(WalletReason.AMOUNT_ZERO)));
  }

  /** Ties the own account to the owner of the state. */
  public Plan link() {
    return (tip, holdings) -> {
      LedgerGateway.Account account = network.gateway().account(keys.address());
      return state(holdings).map(_ -> proofs.link(tip, holdings, account.nonce()));
    };
  }

  /** Moves {@code amount} from the own account to the state, linking the account if need be. */
  public Plan load(Amount amount) {
    return (tip, holdings) ->
        state(holdings, amount)
            .then(
                state -> {
                  LedgerGateway.Account account = network.gateway().account(keys.address());
                  if (!account.balance().covers(amount)) {
                    return Answer.refused(
                        WalletReason.ORDINARY_INSUFFICIENT,
                        "Asked: " + amount + ", there: " + account.balance() + ".");
                  }
                  return switch (CoinChoice.toLoad(amount, state.balance(), holdings.coins())) {
                    case CoinChoice.Now(Optional<HeldCoin> coin) ->
                        Answer.done(
                            account.link().isEmpty()
                                ? proofs.link(tip, holdings, account.nonce()).first()
                                : proofs.load(
                                    tip,
                                    holdings,
                                    move(
                                        Kind.LOAD,
                                        renews(state, tip),
                                        amount,
                                        account.nonce(),
                                        coin)));
                    case CoinChoice.ClaimFirst _, CoinChoice.TooLittle _, CoinChoice.Full _ ->
                        Answer.refused(WalletReason.BALANCE_FULL);
                  };
                });
  }

  /** Moves {@code amount} from the state to the own account, linking the account if need be. */
  public Plan unload(Amount amount) {
    return (tip, holdings) ->
        state(holdings, amount)
            .then(
                state -> {
                  LedgerGateway.Account account = network.gateway().account(keys.address());
                  return choose(
                      tip,
                      holdings,
                      amount,
                      coin ->
                          account.link().isEmpty()
                              ? proofs.link(tip, holdings, account.nonce()).first()
                              : proofs.state(
                                  tip,
                                  holdings,
                                  move(Kind.UNLOAD, renews(state, tip), amount, 0, coin),
                                  new Line(
                                      EntryKind.UNLOADED, amount, keys.address().toString(), "")));
                });
  }

  private Intent move(
      Kind kind, boolean renewal, Amount amount, long nonce, Optional<HeldCoin> coin) {
    return new Intent(
        kind,
        renewal,
        coin.map(HeldCoin::coin).stream().toList(),
        Optional.empty(),
        Optional.of(new Intent.AccountTransfer(amount, keys.address().bytes(), nonce)));
  }
}
