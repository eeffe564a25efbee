package org.specie.cli.operators;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.ReplicaFleet;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.wallet.Answer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network operators}: who operates the ledger, and what is about to change. */
@Command(
    name = "operators",
    header = {
      "Examples:",
      "  specie network operators --dir bank",
      "  specie network operators replace replica-4 --with five/candidacy --dir bank",
      "  specie network operators add five/candidacy six/candidacy --dir bank",
      "  specie network operators rotate bank/replica-2/candidacy --dir bank",
      "  specie network operators expel FILE.evidence --with five/candidacy --dir bank",
      ""
    },
    description = {
      "",
      "Lists the operators in force and those that are planned, as the ledger has them, proven. The"
          + " subcommands have the committee decide on others.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class OperatorsCommand implements Callable<Integer> {
  private static final String ROW = "%-14s%-24s%-12s%s%n";

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  private OperatorsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new OperatorsCommand(surroundings))
        .addSubcommand(new AddCommand(surroundings))
        .addSubcommand(new RemoveCommand(surroundings))
        .addSubcommand(new ReplaceCommand(surroundings))
        .addSubcommand(new RotateCommand(surroundings))
        .addSubcommand(new ExpelCommand(surroundings))
        .addSubcommand(new CancelCommand(surroundings));
  }

  @Override
  public Integer call() throws IOException {
    try (OpenNetwork opened = folder.open(surroundings)) {
      LedgerGateway.Directory directory = opened.gateway().operators();
      return new Printer(surroundings, json.chosen())
          .print(Answer.done(describe(directory, opened.plan(), voting(directory.operators()))));
    }
  }

  /** How many of those in force say that they take part; nothing of a network of one process. */
  private Optional<Integer> voting(OperatorSet inForce) throws IOException {
    if (folder.description(surroundings).isEmpty()) {
      return Optional.empty();
    }
    try (ReplicaFleet fleet =
        ReplicaFleet.in(folder.path(surroundings), surroundings.clock(), surroundings.entropy())) {
      Map<String, Optional<ReplicaStatus>> statuses = fleet.statuses();
      return Optional.of(
          (int)
              inForce.operators().stream()
                  .map(each -> statuses.getOrDefault(each.name(), Optional.empty()))
                  .flatMap(Optional::stream)
                  .filter(each -> each.role().equals("primary") || each.role().equals("backup"))
                  .count());
    }
  }

  private static Result describe(
      LedgerGateway.Directory directory, Optional<ResharingPlan> plan, Optional<Integer> voting) {
    OperatorSet now = directory.operators();
    StringBuilder text = new StringBuilder();
    text.append("in force    epoch %d, at block %d%n".formatted(now.epoch(), directory.height()));
    table(text, now);
    text.append(
        "faults      %d may lie%s; %d decide%n"
            .formatted(
                now.faults(),
                now.slow() > 0 ? ", " + now.slow() + " more be slow" : "",
                2 * now.faults() + now.slow() + 1));
    Optional<Integer> margin = voting.map(count -> now.faults() - (now.size() - count));
    voting.ifPresent(
        count ->
            text.append(
                "margin      %d: %d of %d take part%n"
                    .formatted(margin.orElse(0), count, now.size())));
    Map<String, Object> planned = Result.fields();
    directory
        .pending()
        .ifPresent(
            change -> {
              text.append(
                  "decided     epoch %d, in force after block %d%n"
                      .formatted(change.operators().epoch(), change.lastHeight()));
              table(text, change.operators());
              planned.putAll(
                  Result.fields(
                      "stage", "decided",
                      "lastHeight", change.lastHeight(),
                      "operators", entries(change.operators())));
            });
    plan.filter(each -> each.operators().epoch() > now.epoch())
        .filter(_ -> directory.pending().isEmpty())
        .ifPresent(
            each -> {
              text.append(
                  "planned     epoch %d, %s%n"
                      .formatted(each.operators().epoch(), Stages.words(each)));
              table(text, each.operators());
              planned.putAll(
                  Result.fields(
                      "stage", each.stage().name().toLowerCase(Locale.ROOT),
                      "plan", each.id().toHex(),
                      "posted", each.posted(),
                      "due", each.due(),
                      "closesAt", each.closesAt(),
                      "operators", entries(each.operators())));
            });
    return new Result(
        text.toString(),
        Result.fields(
            "height", directory.height(),
            "epoch", now.epoch(),
            "faults", now.faults(),
            "slow", now.slow(),
            "margin", Math.max(-1, margin.orElse(now.faults())),
            "operators", entries(now),
            "planned", planned));
  }

  private static void table(StringBuilder text, OperatorSet operators) {
    text.append(ROW.formatted("  operator", "address", "key", "transport"));
    for (OperatorSet.Operator each : operators.operators()) {
      text.append(
          ROW.formatted(
              "  " + each.name(),
              each.address(),
              each.publicKey().bytes().toHex().substring(0, 8),
              each.transportKey().toShortHex()));
    }
  }

  private static List<Map<String, Object>> entries(OperatorSet operators) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (OperatorSet.Operator each : operators.operators()) {
      entries.add(
          Result.fields(
              "name", each.name(),
              "address", each.address(),
              "key", each.publicKey().bytes().toHex(),
              "transportKey", each.transportKey().toHex()));
    }
    return entries;
  }
}
