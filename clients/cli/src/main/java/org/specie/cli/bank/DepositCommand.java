package org.specie.cli.bank;

import java.io.IOException;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code specie bank deposit}. */
@Command(
    name = "deposit",
    header = {"Examples:", "  specie bank deposit 5.00 --purse people/ana", ""},
    description = {
      "",
      "Moves money from a purse into the account beside it. If a deposit before was cut off after"
          + " the card had paid, that one is brought to its end instead, with its own amount.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DepositCommand extends AtTheCounter {
  @Parameters(index = "0", paramLabel = "AMOUNT", description = "such as 5.00")
  private Amount amount = Amount.ZERO;

  DepositCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Amount> act(Visit visit) throws IOException {
    return visit.deposit(amount);
  }
}
