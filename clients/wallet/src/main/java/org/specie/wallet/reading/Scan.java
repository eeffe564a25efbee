package org.specie.wallet.reading;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.application.transaction.FloatMove;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.Attempt;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;
import org.specie.wallet.holding.Live;
import org.specie.wallet.network.Network;

/**
 * Reads transactions of the ledger in order and takes from them what concerns this wallet: coins by
 * view tag, its own steps by nullifier, its account by address, and what becomes of money that
 * waits for it. A foreign payment costs about a tenth of a millisecond.
 */
public final class Scan {
  private final Network network;
  private final WalletKeys keys;
  private final Signed signed;
  private final CoinFinder coins;
  private final EntryTerms terms;
  private final EntryFinder entries;

  public Scan(Network network, WalletKeys keys) {
    this.network = network;
    this.keys = keys;
    this.signed = new Signed(network);
    this.coins = new CoinFinder(network, keys);
    this.terms = new EntryTerms(network);
    this.entries = new EntryFinder(network, keys, terms);
  }

  /** Makes ready for reading on; asks what every reader asks, whatever it will find. */
  public void begin() throws IOException {
    terms.ask();
  }

  /**
   * Takes {@code recorded} into {@code draft}. A refusal means that a signature due to this wallet
   * is missing or wrong; the draft is then as it was.
   */
  public Optional<Refusal> take(Draft draft, Recorded recorded) throws IOException {
    if (recorded.code() != 0) {
      return Optional.empty();
    }
    Finding finding = new Finding(recorded);
    try {
      switch (CashTransaction.decode(network.suite(), recorded.bytes())) {
        case CashTransaction.Private(PrivateTransaction inner) -> look(finding, draft, inner);
        case CashTransaction.Ordinary(Transfer transfer) -> look(finding, transfer);
        case CashTransaction.Committee(CommitteeAct act) -> look(finding, draft, act.statement());
        case CashTransaction.Resharing _ -> {}
        case CashTransaction.Offline(FloatMove move) -> look(finding, move);
      }
    } catch (MalformedInput e) {
      finding.refuse(broken(recorded));
    }
    Optional<Refusal> refusal = finding.into(draft);
    if (refusal.isEmpty()) {
      conclude(draft, recorded);
    }
    return refusal;
  }

  /** What {@code recorded} means for attempts of this wallet that were refused: clause 30.4a. */
  private void conclude(Draft draft, Recorded recorded) {
    List<Attempt> attempts = draft.attempts();
    if (attempts.isEmpty()) {
      return;
    }
    Exclusion applied = Exclusion.of(network, recorded.bytes());
    for (Attempt attempt : attempts) {
      if (attempt.id().equals(recorded.id())) {
        draft.appliedAfterAll(attempt.id());
      } else if (!attempt.applied()
          && Exclusion.of(network, attempt.pending().bytes()).excludes(applied)) {
        draft.forget(attempt.id());
      }
    }
  }

  private static Refusal broken(Recorded recorded) {
    return new Refusal(WalletReason.CHAIN_BROKEN, recorded.id().toShortHex());
  }

  private void look(Finding finding, Draft draft, PrivateTransaction transaction)
      throws IOException {
    switch (transaction) {
      case Enrolment enrolment -> look(finding, draft, enrolment);
      case StateTransaction state -> look(finding, draft, state);
      case FoldTransaction fold -> {
        Consumed consumed = Consumed.by(fold);
        finding.spent(consumed.coins());
        coins.look(finding, draft, consumed, fold.body().coin(), EntryKind.FOLDED, 0);
      }
      case LinkTransaction link -> {
        if (link.body().account().equals(keys.address().bytes())) {
          finding.entry(EntryKind.LINKED, Amount.ZERO, keys.address().toString(), "");
        }
      }
    }
  }

  private void look(Finding finding, Draft draft, Enrolment enrolment) {
    boolean own =
        enrolment.body().statement().publicSpendKey().equals(keys.holder().publicSpendKey());
    if (!own) {
      return;
    }
    finding.entry(EntryKind.ENROLLED, Amount.ZERO, "", "");
    if (draft.live().isEmpty()) {
      switch (FirstState.of(network, keys, finding.recorded(), enrolment)) {
        case Answer.Done<Live>(Live live) -> finding.live(live);
        case Answer.Refused<Live>(Refusal refusal) -> finding.refuse(refusal);
      }
    }
  }

  private void look(Finding finding, Draft draft, StateTransaction transaction) throws IOException {
    Consumed consumed = Consumed.by(transaction);
    finding.spent(consumed.coins());
    if (draft.live().filter(l -> l.nullifier().equals(consumed.state())).isPresent()) {
      lookAtOwn(finding, draft, transaction, consumed);
    }
    transaction
        .body()
        .coin()
        .ifPresent(
            coin -> coins.look(finding, draft, consumed, coin, EntryKind.RECEIVED_PRIVATELY, 1));
    entries.look(finding, draft, consumed, transaction);
    if (transaction.body().refund().isPresent()) {
      entries.refunded(finding, draft, consumed, transaction);
    } else {
      transaction.body().claim().ifPresent(claim -> ended(finding, draft, transaction, claim));
    }
  }

  /** An entry ended, perhaps one that this wallet knows. */
  private static void ended(Finding finding, Draft draft, StateTransaction by, EntryClaim claim) {
    Recorded recorded = finding.recorded();
    if (by.kind() == Kind.RETURN) {
      draft
          .waiting(claim.entry(), Role.PROMISED)
          .filter(promise -> promise.end().isEmpty() && !promise.isRefunded())
          .ifPresent(
              promise -> finding.entry(EntryKind.WITHDRAWN, promise.amount(), "", promise.note()));
    }
    finding.turn(
        taking -> taking.end(claim.entry(), by.kind(), recorded.id(), recorded.epochSeconds()));
  }

  private void lookAtOwn(
      Finding finding, Draft draft, StateTransaction transaction, Consumed consumed)
      throws IOException {
    Optional<OwnStep> step = OwnStep.read(network.suite(), keys.holder(), transaction, consumed);
    if (step.isEmpty()) {
      finding.refuse(broken(finding.recorded()));
      return;
    }
    switch (signed.state(
        finding.recorded(), step.get().successor(network.suite(), keys.holder()))) {
      case Answer.Done<Live>(Live live) -> {
        finding.live(live);
        finding.entry(OwnEntries.of(step.get(), finding.recorded()));
        lookAtPaid(finding, draft, step.get());
      }
      case Answer.Refused<Live>(Refusal refusal) -> finding.refuse(refusal);
    }
  }

  private void lookAtPaid(Finding finding, Draft draft, OwnStep step) throws IOException {
    switch (entries.paid(draft, step, finding.recorded())) {
      case Answer.Done<Optional<HeldEntry>>(Optional<HeldEntry> paid) ->
          paid.ifPresent(finding::held);
      case Answer.Refused<Optional<HeldEntry>>(Refusal refusal) -> finding.refuse(refusal);
    }
  }

  private void look(Finding finding, Transfer transfer) {
    Address own = keys.address();
    Amount amount = transfer.body().amount();
    Optional<Address> from = transfer.from(network.id().genesis());
    if (from.filter(own::equals).isPresent()) {
      finding.entry(EntryKind.PAID_ORDINARILY, amount, transfer.body().to().toString(), "");
    }
    if (transfer.body().to().equals(own)) {
      String payer = from.map(Address::toString).orElse("");
      finding.entry(EntryKind.RECEIVED_ORDINARILY, amount, payer, "");
    }
  }

  private void look(Finding finding, FloatMove move) {
    Address own = keys.address();
    switch (move) {
      case LoadFloat load -> {
        if (load.from(network.id().genesis()).filter(own::equals).isPresent()) {
          finding.entry(EntryKind.TAKEN_OFFLINE, load.body().amount(), "", "");
        }
      }
      case RedeemFloat redemption -> {
        if (redemption.statement().to().equals(own)) {
          finding.entry(EntryKind.BROUGHT_BACK, redemption.statement().amount(), "", "");
        }
      }
    }
  }

  private void look(Finding finding, Draft draft, CommitteeAct.Statement statement) {
    switch (statement.act()) {
      case Act.IssueOrdinary(Address to, Amount amount) -> {
        if (to.equals(keys.address())) {
          finding.entry(EntryKind.ISSUED_ORDINARILY, amount, "", "");
        }
      }
      case Act.IssuePrivate issue -> {
        if (issue.publicSpendKey().equals(keys.holder().publicSpendKey())) {
          coins.issued(finding, draft, statement.recordId(), issue.amount());
        }
      }
      case Act.DestroyOrdinary _ -> {}
      case Act.SetPolicy(Policy policy, long _) -> terms.learn(policy);
      case Act.ChangeOperators _ -> {}
      case Act.ExpelOperator _ -> {}
      case Act.CancelChange _ -> {}
      case Act.VetoEntry(Hash32 entry) -> finding.turn(taking -> taking.veto(entry));
      case Act.ClearEntry(Hash32 entry) -> finding.turn(taking -> taking.clear(entry));
      case Act.OrderOpening _ -> {}
      case Act.NameFloat _, Act.IssueOffline _, Act.DestroyOffline _ -> {}
      case Act.ListProvider _, Act.StrikeOffProvider _ -> {}
    }
  }
}
