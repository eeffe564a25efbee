package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.node.reader.Enrolment;
import org.specie.node.reader.ReaderFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie network reader}. */
@Command(
    name = "reader",
    header = {
      "Examples:",
      "  specie network reader --name audit-1 --dir bank",
      "  specie node run --home bank/audit-1",
      "  specie verify --network bank/audit-1",
      ""
    },
    description = {
      "",
      "Makes a reader, as an auditor runs it: the governance authority, whose folder must be here,"
          + " certifies it, and its folder has all it needs to run on a machine of its own. A reader"
          + " follows the ledger, verifies everything itself, and has no voice in it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReaderCommand implements Callable<Integer> {
  private static final int DAYS_MAX = 3650;
  private static final int PORT_MAX = 65_534;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "lower-case letters, digits and '-'; names its folder too")
  private String name = "";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "folder of the reader (default: NAME in the folder of the network)")
  private Optional<Path> home = Optional.empty();

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "how long its certificate is valid (default: 365)")
  private int days = 365;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "name or address it listens on (default: 127.0.0.1)")
  private String host = "127.0.0.1";

  @Option(
      names = "--first-port",
      paramLabel = "PORT",
      description = "two ports from here on, for clients and metrics (default: free ones)")
  private int firstPort;

  ReaderCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[a-z0-9-]{1,64}")) {
      throw new UsageMistake(
          "'" + name + "' is no name of a reader", "use 1 to 64 of a-z, 0-9 and '-'");
    }
    if (days < 1 || days > DAYS_MAX) {
      throw new UsageMistake(days + " days are no validity", "choose 1 to 3650 days");
    }
    if (firstPort < 0 || firstPort > PORT_MAX) {
      throw new UsageMistake(firstPort + " is no first port", "choose one from 1024 to 65000");
    }
    Path network = folder.path(surroundings);
    Path place = home.map(surroundings::resolve).orElse(network.resolve(name));
    ReaderFolder made =
        new Enrolment(network, surroundings.clock(), surroundings.entropy())
            .reader(name, place, host, firstPort, days);
    String text =
        "reader      %s\nclients     %s\nmetrics     http://%s/metrics\nStart it with: specie node run --home %s\n"
            .formatted(made.name(), made.wallets(), made.metrics(), made.root());
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    text,
                    Result.fields(
                        "name", made.name(),
                        "clients", made.wallets().toString(),
                        "metrics", made.metrics().toString(),
                        "folder", made.root().toString()))));
  }
}
