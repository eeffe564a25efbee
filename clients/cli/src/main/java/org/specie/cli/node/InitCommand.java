package org.specie.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.RemoteAccess;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.node.replica.Candidacy;
import org.specie.node.replica.Joining;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie node init}. */
@Command(
    name = "init",
    header = {
      "Examples:",
      "  specie node init --home bank/replica-5 --name replica-5 --dir bank",
      "  specie node init --home five --name 'Fifth Bank' --host ledger.fifth.example"
          + " --first-port 4100 --dir bank",
      ""
    },
    description = {
      "",
      "Makes the folder and the keys of a replica for an operator who is to be seated. Needs only the"
          + " public description of the network (network.properties, genesis, authority.crt). The"
          + " keys never leave the folder; the file 'candidacy' in it is for the governance"
          + " authority and for the committee.",
      ""
    },
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  private static final int PORTS = 3;
  private static final int PORT_MAX = 65_535;
  private static final Patience BRIEF = new Patience(1_000, 100, 5_000);

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the replica, which is made")
  private Path home = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "the operator's, as it is to stand in the ledger")
  private String name = "";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "name or address the replica listens on (default: ${DEFAULT-VALUE})",
      defaultValue = "127.0.0.1")
  private String host = "127.0.0.1";

  @Option(
      names = "--first-port",
      paramLabel = "PORT",
      description = "three ports from here on: operators, wallets, metrics (default: free ones)")
  private int firstPort;

  InitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (firstPort < 0 || firstPort > PORT_MAX - PORTS) {
      throw new UsageMistake(firstPort + " is no first port", "choose one from 1024 to 65000");
    }
    NetworkDescription network = NetworkDescription.read(folder.path(surroundings));
    Printer printer = new Printer(surroundings, json.chosen());
    List<Integer> ports = ports();
    Candidacy candidacy =
        new Joining(surroundings.entropy())
            .init(
                surroundings.resolve(home),
                network,
                contacts(network, printer),
                name,
                new Joining.Places(
                    new Endpoint(host, ports.get(0)),
                    new Endpoint(host, ports.get(1)),
                    new Endpoint(host, ports.get(2))));
    String file = home.resolve(Candidacy.FILE).toString();
    return printer.print(
        Answer.done(
            new Result(
                "Made %s, to be certified: %s%nIts consensus key is %s, its transport key %s"
                    .formatted(
                        name,
                        file,
                        candidacy.consensusKey().bytes().toHex(),
                        candidacy.operator().transportKey().toHex()),
                Result.fields(
                    "name",
                    name,
                    "candidacy",
                    file,
                    "consensusKey",
                    candidacy.consensusKey().bytes().toHex(),
                    "transportKey",
                    candidacy.operator().transportKey().toHex()))));
  }

  /** Who operates the ledger by now; those of the genesis where nobody answers. */
  private OperatorSet contacts(NetworkDescription network, Printer printer) {
    try (RemoteAccess access =
        RemoteAccess.to(network, surroundings.clock(), surroundings.entropy(), BRIEF)) {
      return access.gateway().operators().operators();
    } catch (IOException e) {
      printer.note("No replica answers; the operators of the genesis are taken down instead");
      return network.genesis().operators();
    }
  }

  private List<Integer> ports() throws IOException {
    return firstPort > 0
        ? List.of(firstPort, firstPort + 1, firstPort + 2)
        : FreePorts.at(host, PORTS, surroundings.entropy());
  }
}
