package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Background;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie issuer start}. */
@Command(
    name = "start",
    header = {"Examples:", "  specie issuer start --dir mint", ""},
    description = {
      "",
      "Starts the roles of an issuer whose folders are here and that do not run yet, each as a"
          + " process that goes on when this command has ended, and waits until each answers. Each"
          + " logs to the file 'log' in its folder.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    for (RoleFolder each : dir.roles(surroundings)) {
      Background background = each.background();
      if (background.process().isRunning()) {
        surroundings.err().print(background.name() + " runs already\n");
      } else {
        ProcessHandle started = background.start(each::answers);
        surroundings
            .err()
            .print("%s runs as process %d%n".formatted(background.name(), started.pid()));
      }
    }
    return ExitCode.DONE;
  }
}
