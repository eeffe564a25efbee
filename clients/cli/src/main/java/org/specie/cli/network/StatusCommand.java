package org.specie.cli.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network status}. */
@Command(
    name = "status",
    header = {
      "Examples:",
      "  specie network status --dir .specie/network",
      "  specie network status --json",
      ""
    },
    description = {
      "",
      "Asks every replica how it is: height, view, what it does, by which path it decides, to how"
          + " many others it is connected, and how many more failures it thinks the ledger"
          + " survives; besides the readers whose folders are here, how many certificates are"
          + " revoked, and which replicas do not keep all blocks. Exits with 1 if no replica"
          + " answers.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-12s%-9s%-7s%-18s%-15s%-10s%-7s%-8s%s\n";

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (ReplicaFleet fleet =
        ReplicaFleet.in(folder.path(surroundings), surroundings.clock(), surroundings.entropy())) {
      Map<String, Optional<ReplicaStatus>> statuses = fleet.statuses();
      Result whole =
          new ReaderSights(folder.path(surroundings), surroundings.clock(), surroundings.entropy())
              .on(describe(fleet.faults(), statuses), fleet.folders());
      int _ = new Printer(surroundings, json.chosen()).print(Answer.done(whole));
      return statuses.values().stream().anyMatch(Optional::isPresent)
          ? ExitCode.DONE
          : ExitCode.REFUSED;
    }
  }

  static Answer<Result> describe(ReplicaFleet fleet) throws IOException {
    return Answer.done(describe(fleet.faults(), fleet.statuses()));
  }

  private static Result describe(int faults, Map<String, Optional<ReplicaStatus>> statuses) {
    StringBuilder text =
        new StringBuilder(
            ROW.formatted(
                "replica",
                "height",
                "view",
                "operators' epoch",
                "role",
                "path",
                "peers",
                "margin",
                "version"));
    List<Map<String, Object>> replicas = new ArrayList<>();
    int voting = 0;
    for (var each : statuses.entrySet()) {
      if (each.getValue().isEmpty()) {
        text.append("%-12saway\n".formatted(each.getKey()));
        replicas.add(Result.fields("name", each.getKey(), "up", false));
        continue;
      }
      ReplicaStatus status = each.getValue().get();
      boolean isVoting = status.role().equals("primary") || status.role().equals("backup");
      voting += isVoting ? 1 : 0;
      text.append(row(status));
      replicas.add(fields(status));
    }
    int margin = faults - (statuses.size() - voting);
    text.append("margin      ").append(margin(margin)).append('\n');
    return new Result(
        text.toString(),
        Result.fields(
            "replicas", replicas,
            "faults", faults,
            "voting", voting,
            "margin", Math.max(-1, margin)));
  }

  private static String margin(int margin) {
    return margin > 0
        ? margin + " more may fail"
        : margin == 0 ? "0: one more failure stops the ledger" : "the ledger stands still";
  }

  private static String row(ReplicaStatus status) {
    return ROW.formatted(
        status.name(),
        status.height(),
        status.view(),
        status.epoch(),
        status.role(),
        status.path(),
        status.peers(),
        status.margin(),
        status.version());
  }

  private static Map<String, Object> fields(ReplicaStatus status) {
    return Result.fields(
        "name", status.name(),
        "up", true,
        "version", status.version(),
        "uptimeSeconds", status.uptimeSeconds(),
        "height", status.height(),
        "certifiedHeight", status.certifiedHeight(),
        "signedHeight", status.signedHeight(),
        "epoch", status.epoch(),
        "view", status.view(),
        "role", status.role(),
        "path", status.path(),
        "peers", status.peers(),
        "margin", status.margin());
  }
}
