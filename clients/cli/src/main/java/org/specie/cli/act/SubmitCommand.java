package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.network.IssueCommand;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie act submit}. */
@Command(
    name = "submit",
    header = {
      "Examples:",
      "  specie act submit issue.act",
      "  specie act submit from-one.act from-two.act --network bank",
      ""
    },
    description = {
      "",
      "Puts an act on the ledger that enough members have signed, in one file or in copies that were"
          + " signed apart. Anybody may; it takes effect once, whoever submits it how often.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of one act")
  private List<Path> files = List.of();

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      ActTable table = new ActTable(surroundings, opened);
      return new Printer(surroundings, json.chosen())
          .print(table.read(files).then(table::submit).map(IssueCommand::describe));
    }
  }
}
