package org.specie.cli.registrar;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie registrar start}. */
@Command(
    name = "start",
    header = {"Examples:", "  specie registrar start --home bank/registrar-1", ""},
    description = {
      "",
      "Starts the registrar that lives in a folder as a process that goes on when this command has"
          + " ended, and waits until it answers. It logs to the file 'log' in the folder.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private RegistrarHome home = new RegistrarHome();

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RegistrarFolder folder = home.folder(surroundings);
    ProcessHandle started = folder.start();
    surroundings.err().print("%s runs as process %d%n".formatted(folder.name(), started.pid()));
    return ExitCode.DONE;
  }
}
