package org.specie.offline.purse.history;

import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;

/** A payment that went through this purse. */
public sealed interface Movement {
  /** The token that it was made on. */
  Configuration token();

  /** What was moved, when the payer says, for which reference. */
  Payment payment();

  /** The device of this purse paid. */
  record Paid(Configuration token, Payment payment) implements Movement {}

  /**
   * Somebody paid this purse.
   *
   * @param isRedeemed whether it is part of the balance; for a till, whether the purse has it
   */
  record Received(Configuration token, Payment payment, boolean isRedeemed) implements Movement {}
}
