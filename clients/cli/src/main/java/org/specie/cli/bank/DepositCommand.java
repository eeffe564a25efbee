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

/** {@code specie bank deposit}. */
@Command(
    name = "deposit",
    header = {
      "Examples:",
      "  specie bank deposit 5.00 --purse people/ana",
      "  specie bank deposit --above 100 --purse people/ana   what is beyond that, every evening",
      ""
    },
    description = {
      "",
      "Moves money from a purse into the account beside it. If a deposit before was cut off after"
          + " the card had paid, that one is brought to its end instead, with its own amount. With --above"
          + " it deposits what the purse holds beyond that, or nothing, so that it can be run every"
          + " day by whatever runs things at times.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DepositCommand extends AtTheCounter {
  @Parameters(index = "0", arity = "0..1", paramLabel = "AMOUNT", description = "such as 5.00")
  private Optional<Amount> amount = Optional.empty();

  @Option(
      names = "--above",
      paramLabel = "AMOUNT",
      description = "what the purse holds beyond this, instead of an amount")
  private Optional<Amount> above = Optional.empty();

  DepositCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Amount> act(Visit visit) throws IOException {
    if (amount.isPresent() == above.isPresent()) {
      throw new UsageMistake("How much to deposit is not clear.", "name an amount, or --above");
    }
    if (amount.isPresent()) {
      return visit.deposit(amount.get());
    }
    Amount held = visit.held();
    boolean isMore = held.covers(above.get()) && !held.equals(above.get());
    return isMore ? visit.deposit(held.minus(above.get())) : Answer.done(Amount.ZERO);
  }
}
