package org.specie.cash.application;

import java.io.IOException;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;

/** One entry of tier 3 under the strict profile, its acceptance, its return and its refund. */
public final class EntryStory {
  private final TierBank tiers = new TierBank(400, PolicyProfile.STRICT);
  private final StateTransaction made;
  private final StateTransaction accepted;
  private final StateTransaction returned;
  private final StateTransaction refunded;

  public EntryStory() throws IOException {
    Customer ana = tiers.rich();
    Customer ben = tiers.rich();
    StateProver.Made payment = tiers.pay(Kind.DELAYED_PAY, ana, ben, tiers.aboveTwo());
    made = payment.transaction();
    ana = tiers.bank.apply(ana, payment);
    accepted = tiers.end(Kind.ACCEPT, ben, tiers.acceptance(ben, made)).transaction();
    refunded = tiers.refund(ben, tiers.acceptance(ben, made), tiers.aboveTwo()).transaction();
    returned =
        tiers.end(Kind.RETURN, ana, tiers.takeBack(ana, made, tiers.aboveTwo())).transaction();
  }

  /** The policy it was made under. */
  public Policy policy() {
    return tiers.bank.policy();
  }

  /** A policy whose delay is 12 hours and whose silence releases. */
  public Policy quickPolicy() {
    return tiers.bank.policy(PolicyProfile.CASH_LIKE);
  }

  public StateTransaction made() {
    return made;
  }

  public StateTransaction accepted() {
    return accepted;
  }

  public StateTransaction returned() {
    return returned;
  }

  public StateTransaction refunded() {
    return refunded;
  }
}
