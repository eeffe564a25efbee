package org.specie.wallet.spending;

import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.Answer;
import org.specie.wallet.ClassRegistrars;
import org.specie.wallet.ClassRegistrars.Ordered;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.spending.Prepared.Line;

/**
 * Going to another wallet class by an order of the registrars. It claims no coin on the way: the
 * step says whose it is. Source: docs/spec/13-refunds-and-classes.md.
 */
public final class ClassPlans {
  private final WalletKeys keys;
  private final Proofs proofs;

  public ClassPlans(Network network, WalletKeys keys, Entropy entropy) {
    this.keys = keys;
    this.proofs = new Proofs(network, keys, entropy);
  }

  /** Goes to {@code classId} with what {@code registrars} sign. */
  public Plan change(ClassRegistrars registrars, int classId) {
    return (tip, holdings) -> {
      if (!tip.rules().hasClass(classId)) {
        return Answer.refused(WalletReason.CLASS_UNKNOWN, String.valueOf(classId));
      }
      Answer<State> state = PrivatePlans.state(holdings);
      long validUntil = Header.validUntilFrom(tip.height());
      return state
          .then(_ -> registrars.order(keys.holder().publicSpendKey(), classId, validUntil))
          .then(ordered -> change(tip, holdings, classId, ordered));
    };
  }

  private Answer<Prepared> change(Tip tip, Holdings holdings, int classId, Ordered ordered) {
    ClassOrder order = ordered.order();
    boolean isOwn =
        order.publicSpendKey().equals(keys.holder().publicSpendKey()) && order.classId() == classId;
    return isOwn
        ? Answer.done(
            proofs.approved(
                tip,
                holdings,
                Intent.change(PrivatePlans.renews(holdings.state().orElseThrow(), tip), order),
                ordered.approvals(),
                Line.of(EntryKind.CLASS_CHANGED, Amount.ZERO)))
        : Answer.refused(WalletReason.ORDER_FOREIGN);
  }
}
