package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.node.act.ProposedAct;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie act sign}. */
@Command(
    name = "sign",
    header = {
      "Examples:",
      "  specie act sign issue.act --as .specie/network/committee-1",
      "  specie act sign stop.act --as auditor-2 --network bank",
      ""
    },
    description = {
      "",
      "Signs an act with the key of one member, whose folder is named, and writes the signature into"
          + " the file. Says what was signed; look before with 'specie act show'.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "FILE", description = "file of the act")
  private Path file = Path.of("");

  @Option(
      names = "--as",
      paramLabel = "FOLDER",
      required = true,
      description = "folder of the member: committee-1, auditor-1, authority-1, …")
  private Path member = Path.of("");

  SignCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      return new Printer(surroundings, json.chosen())
          .print(sign(new ActTable(surroundings, opened)));
    }
  }

  private Answer<Result> sign(ActTable table) throws IOException {
    return table
        .read(file)
        .then(act -> table.sign(act, member))
        .then(signed -> written(signed, table));
  }

  private Answer<Result> written(ProposedAct signed, ActTable table) throws IOException {
    signed.write(surroundings.resolve(file));
    return Answer.done(ActWords.describe(signed, table.policy()));
  }
}
