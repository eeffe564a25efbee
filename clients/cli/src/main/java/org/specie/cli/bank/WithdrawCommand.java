package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code specie bank withdraw}. */
@Command(
    name = "withdraw",
    header = {
      "Examples:",
      "  specie bank withdraw 12.50 --purse people/ana",
      "  specie bank withdraw --purse people/ana",
      ""
    },
    description = {
      "",
      "Moves money from an account into the purse beside it. Without an amount it only fetches what"
          + " was asked for before and is paid by now, which it does first in any case.",
      ""
    },
    mixinStandardHelpOptions = true)
final class WithdrawCommand extends AtTheCounter {
  @Parameters(index = "0", arity = "0..1", paramLabel = "AMOUNT", description = "such as 12.50")
  private Optional<Amount> amount = Optional.empty();

  WithdrawCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Amount> act(Visit visit) throws IOException {
    Answer<Amount> before = visit.collect();
    return amount.isEmpty()
        ? before
        : before.then(fetched -> visit.withdraw(amount.get()).map(fetched::plus));
  }
}
