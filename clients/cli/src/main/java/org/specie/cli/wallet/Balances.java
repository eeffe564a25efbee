package org.specie.cli.wallet;

import java.io.IOException;
import java.time.Instant;
import org.specie.cli.Result;
import org.specie.wallet.Balance;
import org.specie.wallet.Wallet;

/** The three things a wallet holds, in words. */
final class Balances {
  private Balances() {}

  static Result describe(Wallet wallet) throws IOException {
    Balance balance = wallet.balance();
    String renews = Instant.ofEpochSecond(balance.renewsAtSeconds()).toString();
    StringBuilder text = new StringBuilder();
    text.append("ordinary   ").append(balance.ordinary()).append('\n');
    text.append("private    ").append(balance.privately());
    if (balance.unclaimed().minor() > 0) {
      text.append("   (").append(balance.unclaimed()).append(" of it in coins not claimed yet)");
    }
    text.append('\n');
    if (balance.promised().minor() > 0 || balance.waiting().minor() > 0) {
      text.append("waiting    ")
          .append(balance.promised())
          .append(" promised, ")
          .append(balance.waiting())
          .append(" paid and not accepted; 'specie wallet entries' shows them\n");
    }
    if (balance.enrolled()) {
      text.append("budget     ")
          .append(balance.budgetLeft())
          .append(" of ")
          .append(balance.budgetFull())
          .append(" private in budget epoch ")
          .append(balance.epoch())
          .append(", renews ")
          .append(renews)
          .append('\n');
    } else {
      text.append("budget     none: 'specie wallet enrol' makes private money possible\n");
    }
    return new Result(
        text.toString(),
        Result.fields(
            "ordinary", balance.ordinary().toDecimal(),
            "private", balance.privately().toDecimal(),
            "unclaimed", balance.unclaimed().toDecimal(),
            "budget", balance.budgetLeft().toDecimal(),
            "budgetFull", balance.budgetFull().toDecimal(),
            "epoch", balance.epoch(),
            "renewsAt", renews,
            "enrolled", balance.enrolled(),
            "promised", balance.promised().toDecimal(),
            "waiting", balance.waiting().toDecimal()));
  }
}
