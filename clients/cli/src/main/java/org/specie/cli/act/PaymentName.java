package org.specie.cli.act;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;

/** What people call a payment above the budget, or the money of it that waits. */
public final class PaymentName {
  /** For the help of commands that take one. */
  public static final String HELP =
      "64 digits: the core of the payment, or the number of its transaction";

  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  private PaymentName() {}

  /** The core of the payment called {@code text}. */
  public static Hash32 core(OpenNetwork opened, String text) throws IOException {
    String digits = text.toLowerCase(Locale.ROOT);
    if (!DIGITS.matcher(digits).matches()) {
      throw new UsageMistake(
          "'" + text + "' is not 64 hexadecimal digits",
          "'specie wallet history' shows numbers of transactions, 'specie explain' their cores");
    }
    Hash32 named = Hash32.hex(digits);
    Optional<Recorded> found = opened.gateway().find(named);
    if (found.isEmpty()) {
      return named;
    }
    try {
      return CashTransaction.decode(opened.ledger().suite(), found.get().bytes())
              instanceof CashTransaction.Private(var transaction)
          ? transaction.core()
          : named;
    } catch (MalformedInput e) {
      throw new IOException("the transaction " + digits + " is not one of this ledger", e);
    }
  }
}
