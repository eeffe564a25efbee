package org.specie.cli.wallet;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;

/** {@code specie wallet balance}. */
@Command(
    name = "balance",
    header = {"Examples:", "  specie wallet balance", "  specie wallet balance --json", ""},
    description = {
      "",
      "Shows ordinary money, private money, and what is left of the anonymity budget.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BalanceCommand extends OpenWalletCommand {

  BalanceCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return Answer.done(Balances.describe(wallet));
  }
}
