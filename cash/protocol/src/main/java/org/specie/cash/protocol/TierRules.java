package org.specie.cash.protocol;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;

/**
 * What a proof of a payment above the budget is made and checked under. Source:
 * docs/spec/12-tiers.md, clause 12.1.
 *
 * @param tierTwoLimit T2: up to it auditors approve, above it value waits
 * @param auditKey the sum of the auditors' and the operators' key, for payer, payee and amount
 */
public record TierRules(Amount tierTwoLimit, EscrowPublicKey auditKey) {
  /** Slots of a sealed record: payer, payee, amount. */
  public static final int AUDIT_SLOTS = 3;

  public TierRules {
    Check.that(auditKey.slots().size() == AUDIT_SLOTS, "a key of three slots");
  }
}
