package org.specie.cli.network;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network show}. */
@Command(
    name = "show",
    header = {"Examples:", "  specie network show", "  specie network show --json", ""},
    description = {"", "Shows a network's rules and where it is.", ""},
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  ShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      return new Printer(surroundings, json.chosen()).print(Answer.done(Rules.describe(opened)));
    }
  }
}
