package org.specie.services.bank;

import java.util.Currency;
import java.util.Optional;
import org.specie.kernel.core.InvariantViolation;

/** How messages between banks name currencies. */
public final class Currencies {
  /** ISO 4217 has it for what is none. */
  private static final int NO_CURRENCY = 999;

  private Currencies() {}

  /** The three letters of the currency with this number of ISO 4217. */
  public static String letters(int number) {
    return known(number)
        .or(() -> known(NO_CURRENCY))
        .orElseThrow(() -> new InvariantViolation("every JDK knows what is no currency"));
  }

  private static Optional<String> known(int number) {
    return Currency.getAvailableCurrencies().stream()
        .filter(each -> each.getNumericCode() == number)
        .map(Currency::getCurrencyCode)
        .min(String::compareTo);
  }
}
