package org.specie.cli.registrar;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie registrar stop}. */
@Command(
    name = "stop",
    header = {"Examples:", "  specie registrar stop --home bank/registrar-1", ""},
    description = {"", "Stops the registrar that lives in a folder, and waits until it has.", ""},
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private RegistrarHome home = new RegistrarHome();

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return home.folder(surroundings).background().stop(surroundings);
  }
}
