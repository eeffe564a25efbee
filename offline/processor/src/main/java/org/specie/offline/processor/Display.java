package org.specie.offline.processor;

import org.specie.kernel.core.Amount;

/**
 * What the owner reads on the device itself, whatever a host says. It is dark rather than old: it
 * keeps nothing without power. Spec: docs/spec/61-processor.md section 4.
 */
public sealed interface Display {
  /** Nothing is shown. */
  record Dark() implements Display {}

  /**
   * What the core holds.
   *
   * @param currency ISO 4217
   * @param places of the amount
   */
  record Balance(int currency, int places, Amount amount) implements Display {}

  /** The core holds no money that can be paid: it has no owner yet, or has ended. */
  record NotInUse() implements Display {}
}
