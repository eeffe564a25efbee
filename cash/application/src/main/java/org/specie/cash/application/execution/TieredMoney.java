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
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;

/**
 * What the order of transactions decides about payments above the budget and about entries:
 * approvals under the policy of the block, and where each entry is in its course. Source:
 * docs/spec/12-tiers.md.
 */
final class TieredMoney {
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
    return moment
        .policy()
        .tiers()
        .filter(
            tiers ->
                tiers
                    .auditors()
                    .isMetBy(transaction.approval(ledger.suite()).bytes(), signatures(transaction)))
        .isPresent();
  }

  /** What stands behind the core of {@code transaction}, as a quorum counts it. */
  static List<KeyQuorum.Signature> signatures(StateTransaction transaction) {
    return transaction.approvals().stream()
        .map(each -> new KeyQuorum.Signature(each.index(), each.signature()))
        .toList();
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

  /** Makes, ends and refunds entries, and notes what is sealed. */
  void apply(CashChanges changes, Moment moment, StateTransaction transaction) throws IOException {
    StateBody body = transaction.body();
    if (body.audit().isPresent()) {
      changes.noteSealed(transaction.core(), moment.height());
    }
    if (body.entry().isPresent()) {
      TierPolicy tiers = moment.policy().tiers().orElseThrow();
      changes.openEntry(transaction.core(), Entry.made(tiers, moment.epochSeconds(), body));
    }
    if (body.claim().isPresent()) {
      Hash32 entry = body.claim().get().entry();
      switch (body.shape().move()) {
        case ACCEPT -> changes.advance(entry, Entry.Status.ACCEPTED);
        case RETURN -> changes.advance(entry, Entry.Status.RETURNED);
        case REFUND -> changes.refund(entry, body.refund().orElseThrow().value());
        case NONE, LOAD, UNLOAD, CLASS_CHANGE ->
            throw new InvariantViolation("nothing else opens an entry");
      }
    }
  }
}
