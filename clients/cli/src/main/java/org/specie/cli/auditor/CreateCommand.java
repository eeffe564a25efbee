package org.specie.cli.auditor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.network.NetworkFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie auditor create}. */
@Command(
    name = "create",
    header = {
      "Examples:",
      "  specie auditor create --dir bank",
      "  specie auditor create --dir bank --host auditors.example --first-port 7300",
      ""
    },
    description = {
      "",
      "Gives each auditor that a network was founded with a place at which payers ask it: a"
          + " certificate of the governance authority, whose folder must be here, and a line in the"
          + " public description of the network. Do it before the description is handed out. Each"
          + " auditor's folder can then be taken to a machine of its own.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private static final int DAYS_MAX = 3650;
  private static final int PORT_MAX = 65_000;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder network = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description = "name or address they listen on (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--first-port",
      paramLabel = "PORT",
      description = "of the first auditor, the others follow (default: free ones)")
  private int firstPort;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "365",
      description = "how long their certificates are valid (default: ${DEFAULT-VALUE})")
  private int days = 365;

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (days < 1 || days > DAYS_MAX) {
      throw new UsageMistake(days + " days", "choose from 1 to " + DAYS_MAX);
    }
    Path folder = network.path(surroundings);
    if (!NetworkDescription.isIn(folder)) {
      throw new IOException(
          "there is no network of replicas in "
              + network.given()
              + "; make one with 'specie network create --replicas 4'");
    }
    if (firstPort < 0 || firstPort > PORT_MAX) {
      throw new UsageMistake(firstPort + " is no first port", "choose one from 1024 to 65000");
    }
    List<AuditorFolder> made =
        new Placing(folder, surroundings.clock(), surroundings.entropy())
            .place(host, firstPort, days);
    return new Printer(surroundings, json.chosen()).print(Answer.done(shown(made, folder)));
  }

  private static Result shown(List<AuditorFolder> made, Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> all = new ArrayList<>();
    for (AuditorFolder each : made) {
      text.append(
          "%s  %s\n  rules: %s\n  start: specie auditor start --home %s\n"
              .formatted(
                  each.name(),
                  each.place(),
                  each.root().resolve(AuditorFolder.RULES),
                  each.root()));
      all.add(
          Result.fields(
              "name", each.name(),
              "place", each.place().toString(),
              "folder", each.root().toString()));
    }
    String fingerprint = LedgerFiles.in(folder).fingerprint().toHex();
    text.append("fingerprint of the description, from now on: ").append(fingerprint).append('\n');
    return new Result(text.toString(), Result.fields("auditors", all, "fingerprint", fingerprint));
  }
}
