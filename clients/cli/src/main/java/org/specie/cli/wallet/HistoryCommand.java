package org.specie.cli.wallet;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
final class HistoryCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options.withWallet(
            surroundings, printer, (wallet, _) -> Answer.done(Entries.describe(wallet.history()))));
  }
}
