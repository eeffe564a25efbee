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
import org.specie.cli.SeatOptions;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.network.NetworkFolder;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  private final Surroundings surroundings;
  @Mixin private NetworkFolder network = new NetworkFolder();
  @Mixin private SeatOptions seats = new SeatOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    seats.check();
    Path folder = network.path(surroundings);
    if (!NetworkDescription.isIn(folder)) {
      throw new IOException(
          "there is no network of replicas in "
              + network.given()
              + "; make one with 'specie network create --replicas 4'");
    }
    List<AuditorFolder> made =
        new Placing(folder, surroundings.clock(), surroundings.entropy())
            .place(seats.host(), seats.firstPort(), seats.days());
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
