package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie bank withdraw}. */
@Command(
    name = "withdraw",
    header = {
      "Examples:",
      "  specie bank withdraw 12.50 --purse people/ana",
      "  specie bank withdraw 12.50 --purse west-people/ana --wallet ana.wallet   at a bank on the"
          + " ledger",
      "  specie bank withdraw --purse people/ana",
      "  specie bank withdraw 50 --below 20 --purse people/ana   whenever it runs and too little is left",
      ""
    },
    description = {
      "",
      "Moves money from an account into the purse beside it. Without an amount it only fetches what"
          + " was asked for before and is paid by now, which it does first in any case. With --below it"
          + " withdraws only if the purse holds less than that by then, with what the bank has booked"
          + " and not paid yet, so that it can be run every hour or day by whatever runs things at"
          + " times.",
      "",
      "At a bank of accounts of the ledger the money comes from the wallet's account there: the"
          + " command asks the bank, loads the issuer's float from the account, and takes the bank's"
          + " payment. Whatever cut it off, the same again goes on with the same payment, and loads"
          + " the float once.",
      ""
    },
    mixinStandardHelpOptions = true)
final class WithdrawCommand extends AtTheCounter {
  @Parameters(index = "0", arity = "0..1", paramLabel = "AMOUNT", description = "such as 12.50")
  private Optional<Amount> amount = Optional.empty();

  @Option(
      names = "--below",
      paramLabel = "AMOUNT",
      description = "only if the purse holds less than this")
  private Optional<Amount> below = Optional.empty();

  WithdrawCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    if (below.isPresent() && amount.isEmpty()) {
      throw new UsageMistake("How much to withdraw is missing.", "name an amount before --below");
    }
  }

  @Override
  Answer<Moved> act(Visit visit) throws IOException {
    return Moves.withdraw(visit, amount, below);
  }
}
