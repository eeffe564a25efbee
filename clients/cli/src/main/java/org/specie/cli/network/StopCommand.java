package org.specie.cli.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network stop}. */
@Command(
    name = "stop",
    header = {"Examples:", "  specie network stop --dir .specie/network", ""},
    description = {
      "",
      "Asks every replica of the network that runs on this machine to stop, and waits.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (ReplicaFleet fleet =
        ReplicaFleet.in(folder.path(surroundings), surroundings.clock(), surroundings.entropy())) {
      int stopped = fleet.stopAll();
      return new Printer(surroundings, json.chosen())
          .print(
              Answer.done(
                  new Result(stopped + " replicas stopped\n", Result.fields("stopped", stopped))));
    }
  }
}
