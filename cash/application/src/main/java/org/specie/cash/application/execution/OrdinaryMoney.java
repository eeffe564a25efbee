package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.state.Account;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.Transfer;
import org.specie.kernel.crypto.signature.Address;

/** Judges transfers between accounts. */
public final class OrdinaryMoney {
  private final LedgerConstants ledger;

  public OrdinaryMoney(LedgerConstants ledger) {
    this.ledger = ledger;
  }

  /** Judges {@code transfer}; most of the time is the recovery of the payer's key. */
  public Judgement judge(CashView view, Moment moment, Transfer transfer) throws IOException {
    Transfer.Body body = transfer.body();
    if (body.validUntil() < moment.height()) {
      return Judgement.refused(OrdinaryReason.EXPIRED);
    }
    if (body.amount().minor() == 0) {
      return Judgement.refused(OrdinaryReason.AMOUNT_ZERO);
    }
    Optional<Address> from = transfer.from(ledger.ledgerId());
    if (from.isEmpty()) {
      return Judgement.refused(OrdinaryReason.SIGNATURE);
    }
    Account payer = view.account(from.get());
    if (body.nonce() != payer.nonce()) {
      return Judgement.refused(OrdinaryReason.NONCE);
    }
    if (!payer.balance().covers(body.amount())) {
      return Judgement.refused(OrdinaryReason.INSUFFICIENT);
    }
    return Judgement.granted(
        changes -> {
          changes.transfer(from.get(), body.to(), body.amount());
          return new AppliedEvent.Transferred(from.get());
        });
  }
}
