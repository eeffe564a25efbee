package org.specie.cli.wallet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie wallet load}, {@code unload} and {@code claim}: between one's own pockets. */
final class MoveCommands {
  private MoveCommands() {}

  @Command(
      name = "load",
      header = {"Examples:", "  specie wallet load 80", ""},
      description = {
        "",
        "Makes ordinary money private. Account and amount are public; no budget is used.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Load implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private WalletOptions options = new WalletOptions();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Load(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Printer printer = new Printer(surroundings, json.chosen());
      return printer.print(
          options
              .withWallet(surroundings, printer, (wallet, _) -> wallet.load(amount))
              .map(Entries::describe));
    }
  }

  @Command(
      name = "unload",
      header = {"Examples:", "  specie wallet unload 80", ""},
      description = {
        "",
        "Makes private money ordinary. Account and amount are public; no budget is used.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Unload implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private WalletOptions options = new WalletOptions();
    @Mixin private JsonFlag json = new JsonFlag();

    @Parameters(paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    Unload(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Printer printer = new Printer(surroundings, json.chosen());
      return printer.print(
          options
              .withWallet(surroundings, printer, (wallet, _) -> wallet.unload(amount))
              .map(Entries::describe));
    }
  }

  @Command(
      name = "claim",
      header = {"Examples:", "  specie wallet claim", ""},
      description = {
        "",
        "Brings received coins into the balance. Payments do it on the way; this only makes them"
            + " quicker later.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Claim implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private WalletOptions options = new WalletOptions();
    @Mixin private JsonFlag json = new JsonFlag();

    Claim(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Printer printer = new Printer(surroundings, json.chosen());
      return printer.print(
          options
              .withWallet(surroundings, printer, (wallet, _) -> wallet.claim())
              .map(entry -> Entries.describe(entry.map(List::of).orElse(List.of()))));
    }
  }
}
