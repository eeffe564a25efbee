package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.act.OrderTable;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code specie wallet change-class}. */
@Command(
    name = "change-class",
    header = {
      "Examples:",
      "  specie wallet change-class up.order",
      "  specie wallet change-class from-one.order from-two.order",
      ""
    },
    description = {
      "",
      "Goes to another wallet class by an order that enough registrars have signed, in one file or in"
          + " copies. Everybody sees that this wallet's owner changed class, and nothing else of it."
          + " The budget of the new class comes with the first renewal in a later epoch.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ChangeClassCommand extends OpenWalletCommand {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of one order")
  private List<Path> files = List.of();

  ChangeClassCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return new OrderTable(surroundings(), network)
        .decided(files)
        .then(
            ordered ->
                wallet.changeClass((_, _, _) -> Answer.done(ordered), ordered.order().classId()))
        .map(Entries::describe);
  }
}
