package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.node.replica.Candidacy;
import org.specie.node.replica.CandidacyReason;
import org.specie.node.replica.Joining;
import org.specie.node.replica.ReplicaFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie node certificate}. */
@Command(
    name = "certificate",
    header = {
      "Examples:",
      "  specie node certificate bank/replica-5/candidacy --home bank/replica-5",
      ""
    },
    description = {
      "",
      "Takes the certificate of a certified candidacy into the folder whose key it is for.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CertificateCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "CANDIDACY", description = "file, certified")
  private Path file = Path.of("");

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica")
  private Path home = Path.of("");

  CertificateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ReplicaFolder folder = ReplicaFolder.read(surroundings.resolve(home));
    return new Printer(surroundings, json.chosen()).print(install(folder));
  }

  private Answer<Result> install(ReplicaFolder folder) throws IOException {
    try {
      Candidacy candidacy = Candidacy.read(surroundings.resolve(file));
      if (Joining.install(folder, candidacy, surroundings.clock())
          instanceof Verdict.Refused(var reason)) {
        return Answer.refused(reason, "(" + file + ")");
      }
      return Answer.done(
          new Result(
              "The certificate of " + candidacy.name() + " is in place",
              Result.fields("name", candidacy.name())));
    } catch (MalformedInput e) {
      return Answer.refused(CandidacyReason.UNREADABLE, "(" + file + ": " + e.getMessage() + ")");
    }
  }
}
