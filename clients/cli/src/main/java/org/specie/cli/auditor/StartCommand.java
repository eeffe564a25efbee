package org.specie.cli.auditor;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie auditor start}. */
@Command(
    name = "start",
    header = {"Examples:", "  specie auditor start --home bank/auditor-1", ""},
    description = {
      "",
      "Starts the auditor that lives in a folder as a process that goes on when this command has"
          + " ended, and waits until it answers. It logs to the file 'log' in the folder.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuditorHome home = new AuditorHome();

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    AuditorFolder folder = home.folder(surroundings);
    ProcessHandle started = folder.start(surroundings.clock(), surroundings.entropy());
    surroundings.err().print("%s runs as process %d%n".formatted(folder.name(), started.pid()));
    return ExitCode.DONE;
  }
}
