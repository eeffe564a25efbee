package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie act show}. */
@Command(
    name = "show",
    header = {
      "Examples:",
      "  specie act show issue.act",
      "  specie act show one.act two.act --json",
      ""
    },
    description = {
      "",
      "Says in words what an act would do, who decides it and who has signed; of copies that were"
          + " signed apart, all signatures together. Every signature is verified.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of one act")
  private List<Path> files = List.of();

  ShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      ActTable table = new ActTable(surroundings, opened);
      return new Printer(surroundings, json.chosen())
          .print(table.read(files).map(act -> ActWords.describe(act, table.policy())));
    }
  }
}
