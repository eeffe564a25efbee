package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.node.replica.Candidacy;
import org.specie.node.replica.Joining;
import org.specie.node.replica.ReplicaFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie node rotate}. */
@Command(
    name = "rotate",
    header = {"Examples:", "  specie node rotate --home bank/replica-2", ""},
    description = {
      "",
      "Makes another consensus key for a replica, beside the one in force, and the candidacy with"
          + " which the committee puts it in force. Start the replica again, so that it holds both,"
          + " before 'specie network operators rotate'.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica")
  private Path home = Path.of("");

  RotateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(surroundings.resolve(home));
    Candidacy candidacy = new Joining(surroundings.entropy()).rotate(folder);
    String file = home.resolve(Candidacy.FILE).toString();
    String key = candidacy.consensusKey().bytes().toHex();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "The next consensus key of %s is %s: %s".formatted(folder.name(), key, file),
                    Result.fields("name", folder.name(), "candidacy", file, "consensusKey", key))));
  }
}
