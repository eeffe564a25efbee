package org.specie.cli.purse;

import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;

/** {@code specie purse history}. */
@Command(
    name = "history",
    header = {"Examples:", "  specie purse history", "  specie purse history --json", ""},
    description = {
      "",
      "Shows what was paid and received, with times as the payers claim them, and the sums.",
      ""
    },
    mixinStandardHelpOptions = true)
final class HistoryCommand extends OpenPurseCommand {
  HistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) {
    return Answer.done(Movements.describe(purse.purse().history()));
  }
}
