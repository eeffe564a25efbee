package org.specie.services.bank.wholesale;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.offline.token.message.Message.Response;

/**
 * Cash that one bank's vault paid to another's.
 *
 * @param id of the message and of the transfer, at most 35 characters
 * @param createdSeconds when it was made
 * @param payer who paid, by name
 * @param payee whose token was paid, by name
 * @param currency three letters of ISO 4217
 * @param response what the payee's vault takes
 */
public record BankTransfer(
    String id,
    long createdSeconds,
    String payer,
    String payee,
    String currency,
    Amount amount,
    Response response) {
  /** Longest name or identifier, as ISO 20022 has it. */
  public static final int NAME_MAX = 35;

  public BankTransfer {
    Check.that(isName(id) && isName(payer) && isName(payee), "names are short and plain");
    Check.that(currency.matches("[A-Z]{3}"), "a currency has three letters");
  }

  static boolean isName(String name) {
    return name.matches("[a-zA-Z0-9.-]{1," + NAME_MAX + "}");
  }
}
