package org.specie.cli.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network start}. */
@Command(
    name = "start",
    header = {"Examples:", "  specie network start --dir .specie/network", ""},
    description = {
      "",
      "Starts every replica of the network that is not running, each as a process of its own that"
          + " goes on when this command has ended, and waits until all serve wallets.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    try (ReplicaFleet fleet =
        ReplicaFleet.in(folder.path(surroundings), surroundings.clock(), surroundings.entropy())) {
      fleet.startAll();
      fleet.awaitServing((done, all) -> printer.progress().at("starting replicas", done, all));
      int _ = printer.print(StatusCommand.describe(fleet));
      return ExitCode.DONE;
    }
  }
}
