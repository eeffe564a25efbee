package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.node.governance.Governance;
import org.specie.node.replica.Candidacy;
import org.specie.node.replica.CandidacyReason;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie network certify}. */
@Command(
    name = "certify",
    header = {"Examples:", "  specie network certify five/candidacy --dir bank", ""},
    description = {
      "",
      "Has the governance authority certify the connections of an operator, whose institution and key"
          + " somebody has made sure of. Needs the folder 'governance' of the network. The certificate"
          + " is written into the candidacy; it seats nobody, that is the committee's to decide.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "CANDIDACY", description = "file of 'specie node init'")
  private Path file = Path.of("");

  CertifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path path = folder.path(surroundings);
    NetworkDescription description = NetworkDescription.read(path);
    return new Printer(surroundings, json.chosen())
        .print(certify(surroundings.resolve(file), path, description));
  }

  private Answer<Result> certify(Path at, Path network, NetworkDescription description)
      throws IOException {
    Candidacy asked;
    try {
      asked = Candidacy.read(at);
    } catch (MalformedInput e) {
      return Answer.refused(CandidacyReason.UNREADABLE, "(" + file + ": " + e.getMessage() + ")");
    }
    if (asked.examine(description.genesis().ledgerId()) instanceof Verdict.Refused(var reason)) {
      return Answer.refused(reason, "(" + file + ")");
    }
    Governance governance =
        Governance.open(
            network.resolve(Governance.FOLDER), surroundings.clock(), surroundings.entropy());
    Candidacy certified =
        asked.certified(
            governance.certify(
                asked.key().orElseThrow(),
                Role.OPERATOR,
                new PeerName(asked.name()),
                Governance.OPERATOR_DAYS));
    certified.write(at);
    String key = certified.operator().transportKey().toHex();
    return Answer.done(
        new Result(
            "Certified %s, transport key %s, consensus key %s"
                .formatted(certified.name(), key, certified.consensusKey().bytes().toHex()),
            Result.fields(
                "name", certified.name(),
                "transportKey", key,
                "consensusKey", certified.consensusKey().bytes().toHex())));
  }
}
