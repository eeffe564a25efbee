package org.specie.wallet.spending;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.TierRules;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.Answer;
import org.specie.wallet.Auditors;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.holding.Shown;
import org.specie.wallet.network.Network;
import org.specie.wallet.spending.Prepared.Line;

/**
 * Plans of payments that auditors approve, and of the step that uses up what they saw of one that
 * came to nothing. Source: docs/spec/42-auditor.md, section 6.
 */
public final class ApprovedPlans {
  private final Network network;
  private final PrivatePlans plans;
  private final Proofs proofs;

  public ApprovedPlans(Network network, WalletKeys keys, PrivatePlans plans, Entropy entropy) {
    this.network = network;
    this.plans = plans;
    this.proofs = new Proofs(network, keys, entropy);
  }

  /** Pays {@code amount} by tier 2, with a note for the payee and words for the auditors. */
  public Plan pay(PaymentAddress payee, Amount amount, ByteString note, String words) {
    return (tip, holdings) ->
        plans
            .mayPayTo(holdings, payee, amount, note, CoinSecrets.NOTE_SIZE)
            .then(state -> mayShow(tip, amount, words).map(_ -> state))
            .then(
                state ->
                    plans.choose(
                        tip,
                        holdings,
                        amount,
                        coin ->
                            proofs.shown(
                                tip,
                                holdings,
                                intent(tip, state, payee, amount, note, coin),
                                new Line(
                                    EntryKind.PAID_PRIVATELY,
                                    amount,
                                    plans.shortName(payee),
                                    note.toUtf8()),
                                words)));
  }

  private static Intent intent(
      Tip tip,
      State state,
      PaymentAddress payee,
      Amount amount,
      ByteString note,
      Optional<HeldCoin> coin) {
    return new Intent(
        Kind.APPROVED_PAY,
        PrivatePlans.renews(state, tip),
        coin.map(HeldCoin::coin).stream().toList(),
        Optional.of(new Intent.Payment(payee, amount, note)),
        Optional.empty());
  }

  /** Whether the tier is there for that amount, and somebody to be asked. */
  private Answer<TierRules> mayShow(Tip tip, Amount amount, String words) {
    Optional<TierRules> tiers = tip.rules().tiers();
    if (tiers.isEmpty()) {
      return Answer.refused(PrivateReason.TIER_NOT_OFFERED);
    }
    if (network.auditors().isEmpty()) {
      return Answer.refused(WalletReason.AUDITORS_UNKNOWN);
    }
    if (ByteString.utf8(words).size() > Auditors.WORDS_BYTES_MAX) {
      return Answer.refused(WalletReason.WORDS_TOO_LONG);
    }
    Amount limit = tiers.get().tierTwoLimit();
    return limit.covers(amount)
        ? Answer.done(tiers.get())
        : Answer.refused(
            WalletReason.OVER_TIER_TWO, "Asked: " + amount + ", limit: " + limit + ".");
  }

  /**
   * A step in the shape of a payment within the budget that pays nobody and shows what the auditors
   * saw: the same state and the same coin.
   */
  public Plan useUp() {
    return (tip, holdings) -> {
      Optional<Shown> shown = holdings.shown();
      Optional<State> state = holdings.state();
      if (shown.isEmpty() || state.isEmpty()) {
        return Answer.refused(PrivateReason.NULLIFIER_SPENT);
      }
      Optional<HeldCoin> coin = coinOf(shown.get(), holdings);
      Intent intent = Intent.claim(PrivatePlans.renews(state.get(), tip), coin.map(HeldCoin::coin));
      return Answer.done(
          proofs.state(
              tip,
              holdings,
              intent,
              Line.of(coin.isPresent() ? EntryKind.CLAIMED : EntryKind.IDLED, intent.received())));
    };
  }

  private Optional<HeldCoin> coinOf(Shown shown, Holdings holdings) {
    List<ByteString> seen =
        shown.payment(network.suite()).body().slots().stream()
            .map(slot -> slot.nullifier().clearCofactor().toCompressed())
            .toList();
    return holdings.coins().stream().filter(each -> seen.contains(each.nullifier())).findFirst();
  }
}
