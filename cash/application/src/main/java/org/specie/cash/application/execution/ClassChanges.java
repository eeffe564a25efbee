package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.state.CashChanges;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.application.state.Moment;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * What the order of transactions decides about changes of class: whether the registrars' order is
 * the person's next one, stands, and has not expired. Source: docs/spec/13-refunds-and-classes.md,
 * clause 13.4.
 */
final class ClassChanges {
  private final LedgerConstants ledger;

  ClassChanges(LedgerConstants ledger) {
    this.ledger = ledger;
  }

  /** What speaks against {@code transaction}, if it changes a class. */
  Optional<PrivateReason> refusal(CashView view, Moment moment, StateTransaction transaction)
      throws IOException {
    if (transaction.body().order().isEmpty()) {
      return Optional.empty();
    }
    ClassOrder order = transaction.body().order().get();
    if (order.validUntil() < moment.height()) {
      return Optional.of(PrivateReason.NOT_CURRENT);
    }
    if (order.number() != next(view, order)) {
      return Optional.of(PrivateReason.CLASS_NUMBER);
    }
    return moment
            .policy()
            .registrars()
            .isMetBy(order.statement(ledger.suite().domain()), TieredMoney.signatures(transaction))
        ? Optional.empty()
        : Optional.of(PrivateReason.REGISTRAR_SIGNATURE);
  }

  private long next(CashView view, ClassOrder order) throws IOException {
    return view.classChange(pid(order)).map(ClassRecord::number).orElse(0L) + 1;
  }

  private Scalar pid(ClassOrder order) {
    return ledger.suite().pid(order.publicSpendKey());
  }

  /** Notes the class that {@code transaction} leads to, if it changes one. */
  void apply(CashChanges changes, Moment moment, StateTransaction transaction) throws IOException {
    if (transaction.body().order().isPresent()) {
      ClassOrder order = transaction.body().order().get();
      changes.changeClass(
          pid(order), new ClassRecord(order.classId(), order.number(), moment.height()));
    }
  }
}
