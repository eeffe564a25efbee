package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie node stop}. */
@Command(
    name = "stop",
    header = {"Examples:", "  specie node stop --home bank/replica-4", ""},
    description = {"", "Stops the replica that lives in a folder, and waits until it has.", ""},
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica")
  private Path home = Path.of("");

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(surroundings.resolve(home));
    boolean ran = ReplicaProcess.of(folder).stop();
    surroundings.err().print(folder.name() + (ran ? " has stopped\n" : " did not run\n"));
    return ExitCode.DONE;
  }
}
