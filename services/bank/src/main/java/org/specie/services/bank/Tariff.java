package org.specie.services.bank;

import org.specie.kernel.core.Amount;

/**
 * What a token costs when the bank gives or takes one. Payments cost nothing. Spec:
 * docs/spec/59-bank-service.md section 16.
 *
 * @param depositToken for a token under a name of the customer's
 * @param withdrawalToken for a token that is to count
 */
public record Tariff(Amount depositToken, Amount withdrawalToken) {
  /** Nothing costs anything. */
  public static final Tariff FREE = new Tariff(Amount.ZERO, Amount.ZERO);

  /** Whether nothing costs anything. */
  public boolean isFree() {
    return equals(FREE);
  }
}
