package org.specie.services.bank.vault;

import org.specie.kernel.core.Verdict;
import org.specie.services.bank.BankReason;

/** What a vault says to a payment that is brought. Spec: docs/spec/59-bank-service.md 4.5, 5.3. */
public sealed interface Taking {
  /** The token is none of this vault's. */
  record NotOurs() implements Taking {}

  /** It has not looked, for this reason; the same may be brought again. */
  record Later(BankReason reason) implements Taking {}

  /**
   * It has looked.
   *
   * @param isNew whether it has something to collect that it did not have before
   */
  record Examined(Verdict verdict, boolean isNew) implements Taking {}
}
