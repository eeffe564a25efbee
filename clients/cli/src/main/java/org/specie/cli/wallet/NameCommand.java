package org.specie.cli.wallet;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.services.psp.keeping.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie wallet name}. */
@Command(
    name = "name",
    header = {"Examples:", "  specie wallet name ben.example --network mine", ""},
    description = {
      "",
      "Takes a name at the provider by whom the ledger is reached, and lets it lead to this wallet's"
          + " payment address. Who knows the name can pay; nobody learns who looked it up.",
      ""
    },
    mixinStandardHelpOptions = true)
final class NameCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "NAME", description = "3 to 32 of a-z, 0-9 and '.', first a letter")
  private String name = "";

  NameCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!Names.isName(name)) {
      throw new UsageMistake(
          "'" + name + "' is no name", "use 3 to 32 of a-z, 0-9 and '.', first a letter");
    }
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options
            .withWallet(
                surroundings,
                printer,
                (wallet, network) -> network.provider().publish(name, wallet.paymentAddressText()))
            .map(
                taken ->
                    new Result(taken + " leads to this wallet\n", Result.fields("name", taken))));
  }
}
