package org.specie.cli.wallet;

import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;

/** {@code specie wallet history}. */
@Command(
    name = "history",
    header = {"Examples:", "  specie wallet history", "  specie wallet history --json", ""},
    description = {
      "",
      "Shows what was paid and received, each with its state: pending, final, or refused with the"
          + " reason and what helps.",
      ""
    },
    mixinStandardHelpOptions = true)
final class HistoryCommand extends OpenWalletCommand {

  HistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) {
    return Answer.done(Entries.describe(wallet.history()));
  }
}
