package org.specie.cli.wallet;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
final class BalanceCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  BalanceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options.withWallet(
            surroundings, printer, (wallet, _) -> Answer.done(Balances.describe(wallet))));
  }
}
