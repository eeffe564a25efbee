package org.specie.wallet.spending;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.proof.Memo;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Reason;
import org.specie.wallet.Answer;
import org.specie.wallet.Auditors;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.Pending;
import org.specie.wallet.holding.Shown;
import org.specie.wallet.network.Network;

/**
 * Takes a payment of tier 2 to auditors and, once enough have approved, to the ledger. It is on the
 * disk before the first auditor sees it, and stays there, across restarts, until it is applied or
 * has come to nothing. Source: docs/spec/42-auditor.md, section 6.
 */
public final class ApprovedPayments {
  private final Network network;
  private final Submission submission;
  private final Submission.Book book;

  public ApprovedPayments(Network network, Submission submission, Submission.Book book) {
    this.network = network;
    this.submission = submission;
    this.book = book;
  }

  /** Writes {@code ready} down and begins to ask. */
  public Answer<Entry> begin(Prepared ready) throws IOException {
    Draft draft = book.edit();
    draft.show(
        new Shown(ready.pending().id(), ready.showing().orElseThrow(), List.of(), false),
        ready.entry());
    book.save(draft);
    return goOn();
  }

  /**
   * Goes on with the payment there is: asks for the approvals that lack, and submits it with enough
   * of them. Done with a pending entry while auditors have yet to answer; refused when it has come
   * to nothing.
   */
  public Answer<Entry> goOn() throws IOException {
    Shown shown = book.edit().shown().orElseThrow();
    Check.that(!shown.over(), "what has come to nothing is not gone on with");
    StateTransaction payment = shown.payment(network.suite());
    Header header = payment.body().header();
    Tip tip = network.gateway().tip();
    boolean isLate =
        header.validUntil() <= tip.height()
            || header.epoch() != tip.rules().epoch()
            || !header.policyHash().equals(tip.rules().policyHash());
    if (isLate) {
      return end(shown, Refusal.of(WalletReason.APPROVAL_LATE));
    }
    Policy policy = network.gateway().policy();
    return policy.hash().equals(header.policyHash())
        ? ask(shown, payment, policy.tiers().map(TierPolicy::auditors).orElseThrow(), tip)
        : Answer.done(entry(shown, tip));
  }

  private Answer<Entry> ask(Shown shown, StateTransaction payment, KeyQuorum quorum, Tip tip)
      throws IOException {
    Optional<Auditors> auditors = network.auditors();
    if (auditors.isEmpty()) {
      return Answer.refused(WalletReason.AUDITORS_UNKNOWN);
    }
    ApprovalRound.Outcome outcome =
        new ApprovalRound(auditors.get(), quorum, payment.approval(network.suite())).run(shown);
    Shown now = shown.with(outcome.approvals());
    if (!outcome.approvals().isEmpty()) {
      Draft draft = book.edit();
      draft.shown(now);
      book.save(draft);
    }
    if (now.approvals().size() >= quorum.required()) {
      return submit(now, payment, quorum.required(), tip);
    }
    int left = quorum.keys().size() - outcome.refusals().size();
    return left < quorum.required()
        ? end(now, new Refusal(WalletReason.AUDITORS_REFUSE, told(outcome.refusals())))
        : Answer.done(entry(now, tip));
  }

  private static String told(List<Reason> refusals) {
    StringBuilder all = new StringBuilder("They say:");
    refusals.stream()
        .map(each -> " " + each.code() + " " + each.sentence())
        .distinct()
        .forEach(all::append);
    return all.toString();
  }

  /** With exactly as many approvals as it takes: more would only say more. */
  private Answer<Entry> submit(Shown shown, StateTransaction payment, int required, Tip tip)
      throws IOException {
    CashTransaction approved =
        CashTransaction.of(payment.approvedBy(shown.approvals().subList(0, required)));
    var transaction = approved.toLedger();
    Entry written = entry(shown, tip);
    Draft draft = book.edit();
    draft.withdraw(shown.id());
    book.save(draft);
    Prepared ready =
        new Prepared(
            new Pending(transaction.id(), approved.encode()),
            written.of(transaction.id()),
            true,
            Optional.empty());
    Answer<Entry> answer = submission.send(ready);
    boolean isOver =
        answer instanceof Answer.Refused<Entry>
            && book.edit().pending().isEmpty()
            && book.edit().shown().isPresent();
    if (!isOver) {
      return answer;
    }
    Draft over = book.edit();
    over.shown(shown.ended());
    book.save(over);
    return answer instanceof Answer.Refused<Entry>(Refusal refusal)
        ? Answer.refused(WalletReason.APPROVED_IN_VAIN, refusal.toString())
        : answer;
  }

  /** The line of the history, made again if it was lost between two writes. */
  private Entry entry(Shown shown, Tip tip) {
    var opening = shown.showing().opening();
    return book.edit()
        .entry(shown.id(), EntryKind.PAID_PRIVATELY)
        .orElseGet(
            () ->
                new Entry(
                    shown.id(),
                    EntryKind.PAID_PRIVATELY,
                    opening.amount(),
                    opening.payeePid().toByteString().slice(0, Memo.PAYEE_SIZE).toHex(),
                    "",
                    tip.epochSeconds(),
                    new EntryState.Pending()));
  }

  /** Gives the payment up that auditors were shown. */
  public void giveUp() throws IOException {
    Shown shown = book.edit().shown().orElseThrow();
    if (!shown.over()) {
      var _ = end(shown, Refusal.of(WalletReason.GIVEN_UP));
    }
  }

  private Answer<Entry> end(Shown shown, Refusal why) throws IOException {
    Draft draft = book.edit();
    draft.refuse(shown.id(), why.reason());
    draft.shown(shown.ended());
    book.save(draft);
    return Answer.refused(why);
  }
}
