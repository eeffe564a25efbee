package org.specie.offline.token.check;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.signature.Domain;

/**
 * Whether a payment was made by a device that may make it, on this token. Signatures come last:
 * they cost a thousand times more than the rest. Spec: docs/spec/50-art.md 5.2.
 */
final class PaymentRules {
  private final KnownKeys keys;

  PaymentRules(KnownKeys keys) {
    this.keys = keys;
  }

  /** Whether {@code payment} on {@code configuration} holds at the time it claims. */
  Verdict examine(Configuration configuration, Payment payment, Predecessor predecessor) {
    PayCert certificate = payment.certificate();
    Optional<ClassCert> payer = keys.classOf(certificate.classKey());
    if (payer.isEmpty()) {
      return Verdict.refused(TokenReason.UNKNOWN_KEY);
    }
    Terms terms = configuration.terms();
    if (!terms.validity().contains(payment.time())
        || !payer.get().validity().contains(payment.time())) {
      return Verdict.refused(TokenReason.NOT_VALID_THEN);
    }
    Verdict within =
        within(terms, payer.get(), payment.amount(), payment.aggregate(), payment.sequence());
    if (!within.isAccepted()) {
      return within;
    }
    if (payment.use() > payer.get().uses()) {
      return Verdict.refused(TokenReason.KEY_WORN_OUT);
    }
    Verdict continued = predecessor.isContinuedBy(payment, configuration);
    if (!continued.isAccepted()) {
      return continued;
    }
    boolean right =
        payer.get().key().verify(certificate.key(), certificate.signature())
            && certificate
                .key()
                .verify(
                    Domain.PAYMENT,
                    payment.signature(),
                    configuration.digest().bytes(),
                    payment.signedBytes());
    return right ? Verdict.accepted() : Verdict.refused(TokenReason.BAD_SIGNATURE);
  }

  /** Whether a payment stays within what token and class allow. */
  static Verdict within(
      Terms terms, ClassCert payer, Amount amount, Amount aggregate, int sequence) {
    if (!terms.payers().containsAll(payer.classes())) {
      return Verdict.refused(TokenReason.CLASS_NOT_TAKEN);
    }
    if (!terms.limits().payment().covers(amount) || !payer.largestPayment().covers(amount)) {
      return Verdict.refused(TokenReason.ABOVE_PAYMENT_LIMIT);
    }
    if (!terms.limits().aggregate().covers(aggregate)) {
      return Verdict.refused(TokenReason.ABOVE_AGGREGATE_LIMIT);
    }
    return sequence <= terms.paymentsMax()
        ? Verdict.accepted()
        : Verdict.refused(TokenReason.TOO_MANY_PAYMENTS);
  }
}
