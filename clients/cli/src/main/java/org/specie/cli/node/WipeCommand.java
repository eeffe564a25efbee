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

/** {@code specie node wipe}. */
@Command(
    name = "wipe",
    header = {"Examples:", "  specie node wipe --home .specie/network/replica-1", ""},
    description = {
      "",
      "Removes all data of a replica that is not running, as a disk that fails would. Its keys"
          + " stay; started again it fetches everything from the other replicas.",
      ""
    },
    mixinStandardHelpOptions = true)
final class WipeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica")
  private Path home = Path.of("");

  WipeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(surroundings.resolve(home));
    if (ReplicaProcess.of(folder).isRunning()) {
      throw new IOException(folder.name() + " is running; stop it before its data is removed");
    }
    folder.wipe();
    surroundings.err().print("the data of " + folder.name() + " is gone; its keys are there\n");
    return ExitCode.DONE;
  }
}
