package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Main;
import org.specie.cli.Surroundings;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie node start}. */
@Command(
    name = "start",
    header = {"Examples:", "  specie node start --home bank/replica-5", ""},
    description = {
      "",
      "Starts the replica that lives in a folder as a process that goes on when this command has"
          + " ended. It logs to the file 'log' in the folder.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica")
  private Path home = Path.of("");

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path root = surroundings.resolve(home).toAbsolutePath();
    ReplicaFolder folder = ReplicaFolder.read(root);
    ReplicaProcess process = ReplicaProcess.of(folder);
    ProcessHandle started =
        process.start(Main.class.getName(), List.of("node", "run", "--home", root.toString()));
    surroundings.err().print("%s runs as process %d%n".formatted(folder.name(), started.pid()));
    return ExitCode.DONE;
  }
}
