package org.specie.wallet.spending;

import java.util.List;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.FoldProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.spending.Prepared.Line;

/** Proves, signs and wraps: from an intent to a transaction ready to leave. */
final class Proofs {
  private final Network network;
  private final WalletKeys keys;
  private final Entropy entropy;

  Proofs(Network network, WalletKeys keys, Entropy entropy) {
    this.network = network;
    this.keys = keys;
    this.entropy = entropy;
  }

  /** A transaction that consumes the state and that no account signs. */
  Prepared state(Tip tip, Holdings holdings, Intent intent, Line line) {
    return wrap(tip, prove(tip, holdings, intent), line);
  }

  /** The same, with the signatures of a quorum behind the core. */
  Prepared approved(
      Tip tip, Holdings holdings, Intent intent, List<Approval> approvals, Line line) {
    return wrap(tip, prove(tip, holdings, intent).approvedBy(approvals), line);
  }

  /** A payment that auditors are shown, with words to them; valid for as long as one may be. */
  Prepared shown(Tip tip, Holdings holdings, Intent intent, Line line, String words) {
    StateProver.Made made = make(tip, holdings, intent, Header.latestFrom(tip.height()));
    return wrap(tip, made.transaction(), line).shownWith(made.audit().orElseThrow(), words);
  }

  /** A load, which the account signs. */
  Prepared load(Tip tip, Holdings holdings, Intent intent) {
    StateTransaction unsigned = prove(tip, holdings, intent);
    Amount amount = intent.move().orElseThrow().amount();
    return wrap(
        tip,
        unsigned.signedBy(keys.account().sign(unsigned.core()).bytes()),
        new Line(EntryKind.LOADED, amount, keys.address().toString(), ""));
  }

  Prepared fold(Tip tip, Holdings holdings, List<HeldCoin> coins) {
    Amount sum = Amount.ZERO;
    for (HeldCoin held : coins) {
      sum = sum.plus(held.coin().value());
    }
    return wrap(
        tip,
        showing(tip)
            .fold(
                keys.holder(),
                credential(holdings),
                coins.stream().map(HeldCoin::coin).toList(),
                Header.validUntilFrom(tip.height()),
                entropy),
        Line.of(EntryKind.FOLDED, sum));
  }

  Prepared link(Tip tip, Holdings holdings, long nonce) {
    FoldProver.UnsignedLink unsigned =
        showing(tip)
            .link(
                keys.holder(),
                credential(holdings),
                keys.address().bytes(),
                nonce,
                Header.validUntilFrom(tip.height()),
                entropy);
    return wrap(
        tip,
        unsigned.signedBy(keys.account().sign(unsigned.core()).bytes()),
        new Line(EntryKind.LINKED, Amount.ZERO, keys.address().toString(), ""));
  }

  private static StateCredential credential(Holdings holdings) {
    return holdings.live().orElseThrow().credential();
  }

  private FoldProver showing(Tip tip) {
    return new FoldProver(network.suite(), network.key(), network.dummy(), tip.rules());
  }

  private StateTransaction prove(Tip tip, Holdings holdings, Intent intent) {
    return make(tip, holdings, intent, Header.validUntilFrom(tip.height())).transaction();
  }

  private StateProver.Made make(Tip tip, Holdings holdings, Intent intent, long validUntil) {
    return new StateProver(network.suite(), network.key(), network.dummy(), tip.rules())
        .prove(intent, keys.holder(), credential(holdings), validUntil, entropy);
  }

  private static Prepared wrap(Tip tip, PrivateTransaction transaction, Line line) {
    return Prepared.of(CashTransaction.of(transaction), tip, line);
  }
}
