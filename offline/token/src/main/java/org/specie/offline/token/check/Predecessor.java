package org.specie.offline.token.check;

import java.util.Optional;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;

/** What is known of the token that a payment continues. Spec: docs/spec/50-art.md 5.2 (6). */
public sealed interface Predecessor {
  /** The payee's case: it sent the token and knows it. */
  record Known(Token token) implements Predecessor {}

  /** The next payer's and the auditor's case: only the payment itself is there. */
  record Unknown() implements Predecessor {}

  /** Whether {@code payment} on {@code configuration} continues this. */
  default Verdict isContinuedBy(Payment payment, Configuration configuration) {
    Optional<TokenReason> refusal =
        switch (this) {
          case Known known -> refusal(known.token(), payment);
          case Unknown _ when payment.sequence() == 1 ->
              refusal(Token.fresh(configuration), payment);
          case Unknown _ -> refusalOfSum(payment);
        };
    return refusal.map(Verdict::refused).orElseGet(Verdict::accepted);
  }

  private static Optional<TokenReason> refusal(Token token, Payment payment) {
    if (payment.sequence() != token.sequence() + 1) {
      return Optional.of(TokenReason.NOT_NEXT);
    }
    if (!payment.previous().equals(token.digest())) {
      return Optional.of(TokenReason.OTHER_PREDECESSOR);
    }
    long sum = token.aggregate().minor() + payment.amount().minor();
    return payment.aggregate().minor() == sum
        ? Optional.empty()
        : Optional.of(TokenReason.WRONG_SUM);
  }

  /** Every payment before this one moved at least one minor unit. */
  private static Optional<TokenReason> refusalOfSum(Payment payment) {
    long before = payment.aggregate().minus(payment.amount()).minor();
    return before >= payment.sequence() - 1L
        ? Optional.empty()
        : Optional.of(TokenReason.WRONG_SUM);
  }
}
