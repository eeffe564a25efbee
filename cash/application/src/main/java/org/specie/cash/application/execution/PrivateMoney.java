package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.admission.ProofVerdict;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.state.Account;
import org.specie.cash.application.state.CashChanges;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.EnrolmentRecord;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.RecoverableSignature;

/**
 * Judges private transactions. What their bytes alone decide, the proofs, comes in as a verdict
 * made before ordering; here stands only what the order of transactions can change.
 */
public final class PrivateMoney {
  private final LedgerConstants ledger;
  private final TieredMoney tiers;
  private final ClassChanges classes;

  public PrivateMoney(LedgerConstants ledger) {
    this.ledger = ledger;
    this.tiers = new TieredMoney(ledger);
    this.classes = new ClassChanges(ledger);
  }

  /** Judges {@code transaction}, of which {@code proof} is the verdict under the moment's rules. */
  public Judgement judge(
      CashView view, Moment moment, PrivateTransaction transaction, ProofVerdict proof)
      throws IOException {
    return switch (proof) {
      case ProofVerdict.Fails(PrivateReason reason) -> Judgement.refused(reason);
      case ProofVerdict.Holds(List<ByteString> nullifiers) -> {
        Optional<PrivateReason> refusal = refusal(view, moment, transaction);
        if (refusal.isEmpty() && view.isAnySpent(nullifiers)) {
          refusal = Optional.of(PrivateReason.NULLIFIER_SPENT);
        }
        yield refusal
            .map(Judgement::refused)
            .orElseGet(
                () ->
                    Judgement.granted(changes -> apply(changes, moment, transaction, nullifiers)));
      }
    };
  }

  /** What speaks against {@code transaction} beside its proofs and nullifiers. */
  public Optional<PrivateReason> refusal(
      CashView view, Moment moment, PrivateTransaction transaction) throws IOException {
    return switch (transaction) {
      case Enrolment enrolment -> enrolmentRefusal(view, moment, enrolment);
      case StateTransaction state ->
          isCurrent(state.body().header(), moment)
              ? stateRefusal(view, moment, state)
              : Optional.of(PrivateReason.NOT_CURRENT);
      case FoldTransaction fold ->
          isCurrent(fold.body().header(), moment)
              ? Optional.empty()
              : Optional.of(PrivateReason.NOT_CURRENT);
      case LinkTransaction link ->
          isCurrent(link.body().header(), moment)
              ? linkRefusal(view, link)
              : Optional.of(PrivateReason.NOT_CURRENT);
    };
  }

  private static boolean isCurrent(Header header, Moment moment) {
    return header.isCurrentAt(moment.height());
  }

  private Optional<PrivateReason> enrolmentRefusal(
      CashView view, Moment moment, Enrolment enrolment) throws IOException {
    Enrolment.Statement statement = enrolment.body().statement();
    if (statement.validUntil() < moment.height()) {
      return Optional.of(PrivateReason.NOT_CURRENT);
    }
    boolean isKnown =
        view.isTagKnown(statement.uniqueness()) || view.enrolment(pid(statement)).isPresent();
    if (isKnown) {
      return Optional.of(PrivateReason.ENROLMENT_KNOWN);
    }
    List<KeyQuorum.Signature> approvals =
        enrolment.approvals().stream()
            .map(each -> new KeyQuorum.Signature(each.index(), each.signature()))
            .toList();
    return moment.policy().registrars().isMetBy(statement.bytes(), approvals)
        ? Optional.empty()
        : Optional.of(PrivateReason.REGISTRAR_SIGNATURE);
  }

  private Scalar pid(Enrolment.Statement statement) {
    return ledger.suite().pid(statement.publicSpendKey());
  }

  private Optional<PrivateReason> stateRefusal(
      CashView view, Moment moment, StateTransaction transaction) throws IOException {
    Optional<PrivateReason> refusal = moveRefusal(view, transaction);
    if (refusal.isEmpty()) {
      refusal = classes.refusal(view, moment, transaction);
    }
    return refusal.isPresent() ? refusal : tiers.refusal(view, moment, transaction);
  }

  private Optional<PrivateReason> moveRefusal(CashView view, StateTransaction transaction)
      throws IOException {
    if (transaction.body().move().isEmpty()) {
      return Optional.empty();
    }
    AccountMove move = transaction.body().move().get();
    Account account = view.account(new Address(move.account()));
    return switch (transaction.body().shape().move()) {
      case NONE, ACCEPT, RETURN, REFUND, CLASS_CHANGE -> Optional.empty();
      case LOAD -> loadRefusal(account, move, transaction);
      case UNLOAD -> unloadRefusal(view, account, move);
    };
  }

  private static Optional<PrivateReason> loadRefusal(
      Account account, AccountMove move, StateTransaction transaction) {
    boolean isSigned =
        transaction
            .accountSignature()
            .filter(each -> isSignedBy(move.account(), transaction.core(), each))
            .isPresent();
    if (!isSigned) {
      return Optional.of(PrivateReason.ACCOUNT_SIGNATURE);
    }
    if (move.nonce() != account.nonce()) {
      return Optional.of(PrivateReason.ACCOUNT_NONCE);
    }
    if (!account.isLinkedBy(move)) {
      return Optional.of(PrivateReason.ACCOUNT_NOT_LINKED);
    }
    return account.balance().covers(move.amount())
        ? Optional.empty()
        : Optional.of(PrivateReason.ACCOUNT_INSUFFICIENT);
  }

  private Optional<PrivateReason> unloadRefusal(CashView view, Account account, AccountMove move)
      throws IOException {
    if (move.nonce() != 0) {
      return Optional.of(PrivateReason.ACCOUNT_NONCE);
    }
    if (!account.isLinkedBy(move)) {
      return Optional.of(PrivateReason.ACCOUNT_NOT_LINKED);
    }
    return view.pool(ledger.generation()).inside().covers(move.amount())
        ? Optional.empty()
        : Optional.of(PrivateReason.TURNSTILE);
  }

  private static Optional<PrivateReason> linkRefusal(CashView view, LinkTransaction link)
      throws IOException {
    LinkTransaction.Body body = link.body();
    if (!isSignedBy(body.account(), link.core(), link.accountSignature())) {
      return Optional.of(PrivateReason.ACCOUNT_SIGNATURE);
    }
    Account account = view.account(new Address(body.account()));
    if (account.link().isPresent()) {
      return Optional.of(PrivateReason.ACCOUNT_LINKED);
    }
    return body.nonce() == account.nonce()
        ? Optional.empty()
        : Optional.of(PrivateReason.ACCOUNT_NONCE);
  }

  private static boolean isSignedBy(ByteString account, Hash32 core, ByteString signature) {
    try {
      return RecoverableSignature.decode(signature)
          .recover(core)
          .map(Address::of)
          .filter(signer -> signer.bytes().equals(account))
          .isPresent();
    } catch (MalformedInput e) {
      return false;
    }
  }

  private AppliedEvent apply(
      CashChanges changes,
      Moment moment,
      PrivateTransaction transaction,
      List<ByteString> nullifiers)
      throws IOException {
    switch (transaction) {
      case Enrolment enrolment -> {
        return enrol(changes, moment, enrolment.body().statement());
      }
      case StateTransaction state -> {
        if (state.body().move().isPresent()) {
          move(changes, state.body().shape().move(), state.body().move().get());
        }
        tiers.apply(changes, moment, state);
        classes.apply(changes, moment, state);
      }
      case FoldTransaction _ -> {
        // Coins become a coin: only nullifiers change.
      }
      case LinkTransaction link ->
          changes.link(new Address(link.body().account()), link.body().link());
    }
    changes.spend(nullifiers, moment.height());
    return new AppliedEvent.Consumed(moment.epoch(), nullifiers);
  }

  private AppliedEvent enrol(CashChanges changes, Moment moment, Enrolment.Statement statement)
      throws IOException {
    changes.enrol(
        pid(statement),
        new EnrolmentRecord(
            statement.uniqueness(),
            statement.publicSpendKey(),
            statement.classId(),
            moment.height()));
    return new AppliedEvent.Enrolled(moment.epoch(), moment.rules().budget(statement.classId()));
  }

  private static void move(CashChanges changes, Shape.Move direction, AccountMove move)
      throws IOException {
    Address account = new Address(move.account());
    switch (direction) {
      case NONE, ACCEPT, RETURN, REFUND, CLASS_CHANGE -> {
        // Nothing moves in public.
      }
      case LOAD -> changes.load(account, move.amount());
      case UNLOAD -> changes.unload(account, move.amount());
    }
  }
}
