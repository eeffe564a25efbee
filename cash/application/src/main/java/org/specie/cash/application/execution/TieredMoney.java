package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.state.CashChanges;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.Moment;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.Parts.EntryOutput;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;

/**
 * What the order of transactions decides about payments above the budget and about entries:
 * approvals under the policy of the block, and where each entry is in its course. Source:
 * docs/spec/12-tiers.md.
 */
final class TieredMoney {
  private static final int TIER_ONE = 1;
  private static final int TIER_THREE = 3;

  private final LedgerConstants ledger;

  TieredMoney(LedgerConstants ledger) {
    this.ledger = ledger;
  }

  /** What speaks against {@code transaction} beside its proofs, nullifiers and public moves. */
  Optional<PrivateReason> refusal(CashView view, Moment moment, StateTransaction transaction)
      throws IOException {
    StateBody body = transaction.body();
    if (body.kind() == Kind.APPROVED_PAY && !isApproved(moment, transaction)) {
      return Optional.of(PrivateReason.NOT_APPROVED);
    }
    return body.claim().isPresent()
        ? claimRefusal(view, moment, body.claim().get(), body.shape().move())
        : Optional.empty();
  }

  private boolean isApproved(Moment moment, StateTransaction transaction) {
    List<KeyQuorum.Signature> approvals =
        transaction.approvals().stream()
            .map(each -> new KeyQuorum.Signature(each.index(), each.signature()))
            .toList();
    return moment
        .policy()
        .tiers()
        .filter(
            tiers ->
                tiers.auditors().isMetBy(transaction.approval(ledger.suite()).bytes(), approvals))
        .isPresent();
  }

  private static Optional<PrivateReason> claimRefusal(
      CashView view, Moment moment, EntryClaim claim, Shape.Move move) throws IOException {
    Optional<Entry> entry = view.entry(claim.entry());
    if (entry.isEmpty() || !entry.get().isMeantBy(claim, move)) {
      return Optional.of(PrivateReason.ENTRY_UNKNOWN);
    }
    return entry.get().mayEnd(move, moment.epochSeconds())
        ? Optional.empty()
        : Optional.of(PrivateReason.ENTRY_STATE);
  }

  /** Makes and ends entries, and notes what is sealed. */
  void apply(CashChanges changes, Moment moment, StateTransaction transaction) throws IOException {
    StateBody body = transaction.body();
    if (body.audit().isPresent()) {
      changes.noteSealed(transaction.core(), moment.height());
    }
    if (body.entry().isPresent()) {
      changes.openEntry(transaction.core(), entry(moment, body, body.entry().get()));
    }
    if (body.claim().isPresent()) {
      Entry.Status end =
          body.shape().move() == Shape.Move.ACCEPT ? Entry.Status.ACCEPTED : Entry.Status.RETURNED;
      changes.advance(body.claim().get().entry(), end);
    }
  }

  /** The entry as the policy of the block fixes it for ever. */
  private static Entry entry(Moment moment, StateBody body, EntryOutput output) {
    TierPolicy tiers = moment.policy().tiers().orElseThrow();
    boolean isDelayed = body.shape().payout() == Shape.Payout.DELAYED_ENTRY;
    long release = Math.addExact(moment.epochSeconds(), isDelayed ? tiers.delaySeconds() : 0);
    return new Entry(
        isDelayed ? TIER_THREE : TIER_ONE,
        body.payment().orElseThrow().pV(),
        output.acceptor(),
        output.payer(),
        moment.epochSeconds(),
        release,
        Math.addExact(release, tiers.claimSeconds()),
        isDelayed && !tiers.silenceReleases(),
        Entry.Status.OPEN);
  }
}
