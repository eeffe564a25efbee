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
          + " it deposits what the purse holds beyond that and in no jar, or nothing, so that it can be"
          + " run every day by whatever runs things at times. A sum for which the card wants its"
          + " button pressed is refused and waits for somebody.",
      "",
      "At a bank of accounts of the ledger the bank redeems the amount from the issuer's float to"
          + " the account; no wallet is opened for that.",
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
  void check() {
    if (amount.isPresent() == above.isPresent()) {
      throw new UsageMistake("How much to deposit is not clear.", "name an amount, or --above");
    }
  }

  @Override
  Answer<Moved> act(Visit visit) throws IOException {
    if (amount.isPresent()) {
      return visit.deposit(amount.get()).map(Moved::of);
    }
    return Moves.depositBeyond(visit, above.orElseThrow()).map(Moved::of);
  }
}
