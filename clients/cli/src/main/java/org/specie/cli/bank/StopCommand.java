package org.specie.cli.bank;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie bank stop}. */
@Command(
    name = "stop",
    header = {"Examples:", "  specie bank stop --home north", ""},
    description = {"", "Stops the bank that lives in a folder, and waits until it has.", ""},
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BankHome home = new BankHome();

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return home.folder(surroundings).background().stop(surroundings);
  }
}
