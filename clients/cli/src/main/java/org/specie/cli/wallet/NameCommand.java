package org.specie.cli.wallet;

import java.io.IOException;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.OpenNetwork;
import org.specie.services.psp.keeping.Names;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie wallet name}. */
@Command(
    name = "name",
    header = {
      "Examples:",
      "  specie wallet name ben.example --network mine",
      "  specie wallet name ben.example --network mine --remove",
      ""
    },
    description = {
      "",
      "Takes a name at the provider by whom the ledger is reached, and lets it lead to this"
          + " wallet's payment address. Who knows the name can pay; nobody learns who looked it"
          + " up.",
      ""
    },
    mixinStandardHelpOptions = true)
final class NameCommand extends OpenWalletCommand {

  @Parameters(paramLabel = "NAME", description = "3 to 32 of a-z, 0-9 and '.', first a letter")
  private String name = "";

  @Option(names = "--remove", description = "give the name up; anybody may take it then")
  private boolean isRemoval;

  NameCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    if (!Names.isName(name)) {
      throw new UsageMistake(
          "'" + name + "' is no name", "use 3 to 32 of a-z, 0-9 and '.', first a letter");
    }
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    if (isRemoval) {
      return network
          .provider()
          .withdraw(name)
          .map(
              given -> new Result(given + " leads nowhere now\n", Result.fields("removed", given)));
    }
    return network
        .provider()
        .publish(name, wallet.paymentAddressText())
        .map(taken -> new Result(taken + " leads to this wallet\n", Result.fields("name", taken)));
  }
}
