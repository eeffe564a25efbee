package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.FloatReason;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.state.Account;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.FloatMove;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.signature.Address;

/**
 * Judges what crosses the border between accounts and offline cash, and what the committee decides
 * about it. Source: docs/spec/53-float.md, sections 3 and 4.
 */
public final class FloatMoney {
  private final LedgerConstants ledger;

  public FloatMoney(LedgerConstants ledger) {
    this.ledger = ledger;
  }

  public Judgement judge(CashView view, Moment moment, FloatMove move) throws IOException {
    return switch (move) {
      case LoadFloat load -> judge(view, moment, load);
      case RedeemFloat redemption -> judge(view, moment, redemption);
    };
  }

  /**
   * What speaks against ordering {@code move}: as {@link #judge}, but a nonce that is a little too
   * high may come true, because its predecessors may be waiting.
   */
  public Optional<Reason> refusal(CashView view, Moment moment, FloatMove move) throws IOException {
    return switch (judge(view, moment, move)) {
      case Judgement.Granted _ -> Optional.empty();
      case Judgement.Refused(Reason reason) ->
          reason == OrdinaryReason.NONCE && isAhead(view, move)
              ? Optional.empty()
              : Optional.of(reason);
    };
  }

  private boolean isAhead(CashView view, FloatMove move) throws IOException {
    if (!(move instanceof LoadFloat load)) {
      return false;
    }
    Optional<Address> from = load.from(ledger.ledgerId());
    return from.isPresent()
        && view.account(from.get()).letsWait(load.body().nonce(), load.body().amount());
  }

  private Judgement judge(CashView view, Moment moment, LoadFloat load) throws IOException {
    LoadFloat.Body body = load.body();
    Optional<Reason> early = formRefusal(moment, body.validUntil(), body.amount());
    if (early.isPresent()) {
      return Judgement.refused(early.get());
    }
    Optional<FloatAccount> account = view.offlineFloat(body.issuer());
    if (account.isEmpty()) {
      return Judgement.refused(FloatReason.UNKNOWN);
    }
    Optional<Address> from = load.from(ledger.ledgerId());
    if (from.isEmpty()) {
      return Judgement.refused(OrdinaryReason.SIGNATURE);
    }
    if (view.loaded(body.issuer(), from.get(), body.reference()).isPresent()) {
      return Judgement.refused(FloatReason.REFERENCE_KNOWN);
    }
    Account payer = view.account(from.get());
    if (body.nonce() != payer.nonce()) {
      return Judgement.refused(OrdinaryReason.NONCE);
    }
    if (!payer.balance().covers(body.amount())) {
      return Judgement.refused(OrdinaryReason.INSUFFICIENT);
    }
    if (!account.get().hasRoomFor(body.amount())) {
      return Judgement.refused(FloatReason.LIMIT);
    }
    Crossing crossing = new Crossing(moment.height(), from.get(), body.amount());
    return Judgement.granted(
        changes -> {
          changes.loadFloat(body.issuer(), body.reference(), crossing);
          return new AppliedEvent.Transferred(from.get());
        });
  }

  private Judgement judge(CashView view, Moment moment, RedeemFloat redemption) throws IOException {
    RedeemFloat.Statement statement = redemption.statement();
    Optional<Reason> early = formRefusal(moment, statement.validUntil(), statement.amount());
    if (early.isPresent()) {
      return Judgement.refused(early.get());
    }
    Optional<FloatAccount> account = view.offlineFloat(statement.issuer());
    if (account.isEmpty()) {
      return Judgement.refused(FloatReason.UNKNOWN);
    }
    if (view.redeemed(statement.issuer(), statement.reference()).isPresent()) {
      return Judgement.refused(FloatReason.REFERENCE_KNOWN);
    }
    if (!account.get().inside().covers(statement.amount())) {
      return Judgement.refused(FloatReason.INSUFFICIENT);
    }
    if (!redemption.isSignedBy(account.get().redeemers(), ledger.ledgerId())) {
      return Judgement.refused(FloatReason.SIGNATURES);
    }
    Crossing crossing = new Crossing(moment.height(), statement.to(), statement.amount());
    return Judgement.granted(
        changes -> {
          changes.redeemFloat(statement.issuer(), statement.reference(), crossing);
          return new AppliedEvent.Acted();
        });
  }

  private static Optional<Reason> formRefusal(Moment moment, long validUntil, Amount amount) {
    if (validUntil < moment.height()) {
      return Optional.of(OrdinaryReason.EXPIRED);
    }
    return amount.minor() == 0 ? Optional.of(OrdinaryReason.AMOUNT_ZERO) : Optional.empty();
  }

  /** What speaks against issuing offline cash, beside the supply cap. */
  static Optional<FloatReason> refusal(CashView view, Act.IssueOffline issue) throws IOException {
    Optional<FloatAccount> account = view.offlineFloat(issue.issuer());
    if (account.isEmpty()) {
      return Optional.of(FloatReason.UNKNOWN);
    }
    return account.get().hasRoomFor(issue.amount())
        ? Optional.empty()
        : Optional.of(FloatReason.LIMIT);
  }

  /** What speaks against destroying offline cash. */
  static Optional<? extends Reason> refusal(CashView view, Act.DestroyOffline destruction)
      throws IOException {
    if (destruction.amount().minor() == 0) {
      return Optional.of(OrdinaryReason.AMOUNT_ZERO);
    }
    Optional<FloatAccount> account = view.offlineFloat(destruction.issuer());
    if (account.isEmpty()) {
      return Optional.of(FloatReason.UNKNOWN);
    }
    return account.get().inside().covers(destruction.amount())
        ? Optional.empty()
        : Optional.of(FloatReason.INSUFFICIENT);
  }
}
