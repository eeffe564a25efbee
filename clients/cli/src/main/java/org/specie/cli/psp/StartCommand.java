package org.specie.cli.psp;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Main;
import org.specie.cli.Surroundings;
import org.specie.node.replica.ReplicaProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie psp start}. */
@Command(
    name = "start",
    header = {"Examples:", "  specie psp start --home north", ""},
    description = {
      "",
      "Starts the provider that lives in a folder as a process that goes on when this command has"
          + " ended, and waits until it answers. It logs to the file 'log' in the folder.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private static final int LOOKS_MAX = 600;
  private static final long LOOK_MS = 200;

  private final Surroundings surroundings;
  @Mixin private ProviderHome home = new ProviderHome();

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ProviderFolder folder = home.folder(surroundings);
    ProcessHandle started = folder.process().start(Main.class.getName(), folder.words());
    for (int look = 0; look < LOOKS_MAX; look++) {
      if (ReplicaProcess.hasEnded(started, LOOK_MS)) {
        throw new IOException(
            folder.name() + " has ended; see the end of " + folder.process().log());
      }
      if (answers(folder)) {
        surroundings.err().print("%s runs as process %d%n".formatted(folder.name(), started.pid()));
        return ExitCode.DONE;
      }
    }
    throw new IOException(
        folder.name() + " does not answer within two minutes; see " + folder.process().log());
  }

  private static boolean answers(ProviderFolder folder) {
    try {
      return Greeting.of(URI.create("http://" + folder.api())).name().equals(folder.name());
    } catch (IOException e) {
      return false;
    }
  }
}
