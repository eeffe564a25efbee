package org.specie.services.auditor;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.FormReason;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.proof.Preparation;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.proof.PrivateVerifier;
import org.specie.cash.protocol.tier.AuditOpening;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.services.auditor.decision.ShownPayment;
import org.specie.services.auditor.message.Question;

/**
 * What every honest auditor checks before any rule of its own is asked: that the payment would be
 * applied if it were approved, as far as its bytes decide that, and that the payer shows what is
 * sealed in it. Source: docs/spec/12-tiers.md, clauses 12.5 and 12.8. Safe for many threads.
 */
final class Examination {
  /** What came of it. */
  sealed interface Result {
    /** The payment is what the payer says, and would be applied. */
    record Sound(ShownPayment payment) implements Result {}

    record Unsound(Reason reason) implements Result {}
  }

  private final LedgerConstants ledger;
  private final BatchVerifier proofs;
  private volatile Optional<PrivateVerifier> lastUsed = Optional.empty();

  Examination(LedgerConstants ledger, Entropy entropy) {
    this.ledger = ledger;
    this.proofs = BatchVerifier.onOneCore(ledger.suite().bases(), entropy);
  }

  /** The payment that {@code bytes} are, if they are one that waits for approvals. */
  Optional<StateTransaction> read(Question.Approve shown) throws MalformedInput {
    CashTransaction read = CashTransaction.decode(ledger.suite(), shown.transaction());
    return read instanceof CashTransaction.Private(StateTransaction payment)
            && payment.kind() == Kind.APPROVED_PAY
            && payment.approvals().isEmpty()
        ? Optional.of(payment)
        : Optional.empty();
  }

  /** Examines {@code payment}; the cheap checks come first. */
  Result examine(StateTransaction payment, Question.Approve shown, LedgerSight.View view) {
    Header header = payment.body().header();
    if (!header.isCurrentAt(view.height() + 1)) {
      return new Result.Unsound(PrivateReason.NOT_CURRENT);
    }
    return switch (verifier(view.rules()).prepare(payment)) {
      case Preparation.Refused(PrivateReason reason) -> new Result.Unsound(reason);
      case Preparation.Ready(PreparedTransaction ready) -> opened(payment, shown, view, ready);
    };
  }

  private Result opened(
      StateTransaction payment,
      Question.Approve shown,
      LedgerSight.View view,
      PreparedTransaction ready) {
    AuditOpening opening = shown.opening();
    boolean opens =
        opening.opens(
            ledger.suite(),
            view.rules().tiers().orElseThrow().auditKey(),
            payment.body().audit().orElseThrow());
    if (!opens) {
      return new Result.Unsound(AuditorReason.OPENING_DIFFERS);
    }
    if (!proofs.allHold(List.of(ready))) {
      return new Result.Unsound(PrivateReason.PROOF_INVALID);
    }
    Header header = payment.body().header();
    return new Result.Sound(
        new ShownPayment(
            payment.core(),
            header.policyHash(),
            header.validUntil(),
            opening.payerKey(),
            opening.payeePid(),
            opening.amount(),
            shown.words()));
  }

  /** The reason for bytes that are no transaction at all. */
  static Reason malformed() {
    return FormReason.NOT_A_TRANSACTION;
  }

  private PrivateVerifier verifier(Rules rules) {
    Optional<PrivateVerifier> last = lastUsed;
    if (last.isPresent() && last.get().rules().equals(rules)) {
      return last.get();
    }
    PrivateVerifier made = new PrivateVerifier(ledger.suite(), ledger.key().key(), rules);
    lastUsed = Optional.of(made);
    return made;
  }
}
