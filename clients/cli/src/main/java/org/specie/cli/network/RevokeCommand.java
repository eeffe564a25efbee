package org.specie.cli.network;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.RevocationList;
import org.specie.node.governance.Distribution;
import org.specie.node.governance.Governance;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie network revoke}. */
@Command(
    name = "revoke",
    header = {
      "Examples:",
      "  specie network revoke --name audit-1 --dir bank",
      "  specie network revoke --name replica-3 --role operator --dir bank",
      ""
    },
    description = {
      "",
      "Has the governance authority, whose folder must be here, revoke every certificate it issued"
          + " to somebody, for good. The new list is put into the folders of the replicas and readers"
          + " that are beside it; bring it to those on other machines. Running ones heed it within"
          + " seconds.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "of the reader or the operator")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "reader or operator, if both have the name")
  private Optional<String> role = Optional.empty();

  RevokeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path network = folder.path(surroundings);
    Governance governance =
        Governance.open(
            network.resolve(Governance.FOLDER), surroundings.clock(), surroundings.entropy());
    List<PeerCertificate> meant =
        governance.issued().stream()
            .filter(each -> each.name().text().equals(name))
            .filter(each -> role.isEmpty() || role.get().equals(each.role().word()))
            .toList();
    if (meant.isEmpty()) {
      throw new IOException(
          "'" + name + "' has no certificate that is not revoked; see 'specie network members'");
    }
    if (meant.stream().map(PeerCertificate::role).distinct().count() > 1) {
      throw new UsageMistake(
          "an operator and a reader have the name '" + name + "'",
          "say which by --role operator or --role reader");
    }
    List<BigInteger> serials = meant.stream().map(PeerCertificate::serial).toList();
    RevocationList list = governance.revoke(serials);
    List<Path> given = Distribution.give(list, network);
    StringBuilder text = new StringBuilder();
    text.append("revoked     ").append(serials.size()).append(" of ").append(name).append('\n');
    text.append("list        number ").append(list.number()).append('\n');
    given.forEach(each -> text.append("given to    ").append(each).append('\n'));
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    text.toString(),
                    Result.fields(
                        "name", name,
                        "certificates", serials.size(),
                        "list", list.number().toString(),
                        "givenTo", given.stream().map(Path::toString).toList()))));
  }
}
