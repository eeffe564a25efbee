package org.specie.cli.purse;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;

/** {@code specie purse balance}. */
@Command(
    name = "balance",
    header = {"Examples:", "  specie purse balance", "  specie purse balance --json", ""},
    description = {
      "",
      "Shows what the card holds, what was received and is not on it yet, and how many payments and"
          + " requests are possible before the issuer is asked again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BalanceCommand extends OpenPurseCommand {
  BalanceCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    Amount balance = purse.balance();
    Amount waiting = purse.purse().receiving().waiting();
    int keys = purse.paymentKeys(now());
    int asked = purse.purse().receiving().outstanding().size();
    int fresh = purse.purse().receiving().fresh(now());
    return Answer.done(
        new Result(
            """
            balance        %s
            not on card    %s
            payment keys   %d
            fresh tokens   %d
            asked, unpaid  %d
            """
                .formatted(balance, waiting, keys, fresh, asked),
            Result.fields(
                "balance", balance.toDecimal(),
                "waiting", waiting.toDecimal(),
                "paymentKeys", keys,
                "freshTokens", fresh,
                "askedUnpaid", asked)));
  }
}
