package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.replica.Candidacy;
import org.specie.node.replica.CandidacyReason;
import org.specie.node.replica.GuestBook;
import org.specie.node.replica.ReplicaFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie node admit}. */
@Command(
    name = "admit",
    header = {
      "Examples:",
      "  specie node admit five/candidacy --home bank/replica-1",
      "  specie node admit five/candidacy --home bank/replica-1 --home bank/replica-2",
      ""
    },
    description = {
      "",
      "Lets whoever holds a certified candidacy fetch and follow the ledger from a replica, running or"
          + " not, before the committee decides about it. The newcomer decides nothing yet. More than"
          + " f operators should admit it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AdmitCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "CANDIDACY", description = "file, certified")
  private Path file = Path.of("");

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica that admits; may be given several times")
  private List<Path> homes = List.of();

  AdmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return new Printer(surroundings, json.chosen()).print(admit());
  }

  private Answer<Result> admit() throws IOException {
    List<String> hosts = new ArrayList<>();
    try {
      Candidacy candidacy = Candidacy.read(surroundings.resolve(file));
      for (Path home : homes) {
        ReplicaFolder folder = ReplicaFolder.read(surroundings.resolve(home));
        Trust trust = new Trust(folder.authority(), surroundings.clock());
        if (candidacy.examine(folder.genesis().ledgerId(), trust)
            instanceof Verdict.Refused(var reason)) {
          return Answer.refused(reason, "(" + file + ")");
        }
        GuestBook.of(folder).admit(candidacy);
        hosts.add(folder.name());
      }
      return Answer.done(
          new Result(
              candidacy.name() + " may follow at " + String.join(", ", hosts),
              Result.fields("name", candidacy.name(), "replicas", hosts)));
    } catch (MalformedInput e) {
      return Answer.refused(CandidacyReason.UNREADABLE, "(" + file + ": " + e.getMessage() + ")");
    }
  }
}
