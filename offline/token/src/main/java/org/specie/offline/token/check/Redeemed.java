package org.specie.offline.token.check;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;

/**
 * How far the payments of one token have been turned into balance. Spec: docs/spec/50-art.md 5.6.
 *
 * @param sequence the number of the last redeemed payment, 0 before the first
 * @param aggregate the sum of those redeemed
 * @param digest of the token with the last redeemed payment
 */
public record Redeemed(int sequence, Amount aggregate, Hash32 digest) {
  /** What follows from showing a payment. */
  public sealed interface Step {
    /** The amount is credited, once, and {@code now} is how far it got. */
    record Credited(Amount amount, Redeemed now) implements Step {}

    /** It was credited before; nothing moves. */
    record Already() implements Step {}

    /** Nothing is credited. */
    record Refused(Reason reason) implements Step {}
  }

  /** Before the first payment on {@code configuration}. */
  public static Redeemed nothingOf(Configuration configuration) {
    return new Redeemed(0, Amount.ZERO, configuration.digest());
  }

  /** Whether {@code payment} on {@code configuration} is the one that was redeemed last. */
  boolean isLast(Configuration configuration, Payment payment) {
    return payment.sequence() == sequence
        && Token.fresh(configuration).with(payment).digest().equals(digest);
  }

  /** What follows from a payment that is right in itself and was not redeemed last. */
  Step next(Configuration configuration, Payment payment) {
    if (payment.sequence() < sequence) {
      return new Step.Refused(TokenReason.STEP_PASSED);
    }
    if (payment.sequence() > sequence + 1) {
      return new Step.Refused(TokenReason.STEPS_MISSING);
    }
    if (payment.sequence() == sequence || !payment.previous().equals(digest)) {
      return new Step.Refused(TokenReason.FORKED);
    }
    if (payment.aggregate().minor() != aggregate.minor() + payment.amount().minor()) {
      return new Step.Refused(TokenReason.WRONG_SUM);
    }
    return new Step.Credited(
        payment.amount(),
        new Redeemed(
            payment.sequence(),
            payment.aggregate(),
            Token.fresh(configuration).with(payment).digest()));
  }
}
