package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.quorum.QuorumScheme;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.node.role.Body;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie network create}. */
@Command(
    name = "create",
    header = {
      "Examples:",
      "  specie network create",
      "  specie network create --network other --operators 7",
      "  specie network create --replicas 4 --dir bank",
      "  specie network create --profile strict --auditors 5 --dir careful",
      ""
    },
    description = {
      "",
      "Founds a network: operators with a signing key that nobody ever holds whole, a committee"
          + " (2 of 3) that issues money, registrars (2 of 3) who enrol people. The profile says"
          + " what is private, what auditors approve and what waits. Everybody in the committee,"
          + " auditors and authorities get a folder each, to be taken away by whoever it is for.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private static final long DAY_SECONDS = 24L * 60 * 60;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private ProfileOptions profile = new ProfileOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--operators", paramLabel = "N", description = "1, 4, 7, … (default: 4)")
  private int operators = 4;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description =
          "that many operators, each with a replica that runs as a process of its own and can be"
              + " taken to a machine of its own; without it one process runs for all of them")
  private Optional<Integer> replicas = Optional.empty();

  @Option(
      names = "--scheme",
      paramLabel = "NAME",
      description =
          "what proves a block final between replicas: ed25519, a list of signatures, or bls, one"
              + " signature under a key the operators share (default: ed25519)")
  private String scheme = "ed25519";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "name or address the replicas listen on (default: 127.0.0.1)")
  private String host = "127.0.0.1";

  @Option(
      names = "--first-port",
      paramLabel = "PORT",
      description = "three ports a replica from here on (default: free ones)")
  private int firstPort;

  @Option(
      names = "--epoch-days",
      paramLabel = "DAYS",
      description = "length of an epoch (default: 30)")
  private int epochDays = 30;

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    operators = replicas.orElse(operators);
    if (replicas.isPresent() && operators < 4) {
      throw new UsageMistake(
          operators + " replicas cannot outvote a liar", "choose 3f + 1 of them: 4, 7, … 31");
    }
    if (firstPort < 0 || firstPort > 65_535 - 3 * operators) {
      throw new UsageMistake(firstPort + " is no first port", "choose one from 1024 to 65000");
    }
    if (operators < 1 || operators > 31 || operators % 3 != 1) {
      throw new UsageMistake(
          operators + " operators cannot be", "choose 3f + 1 of them: 1, 4, 7, … 31");
    }
    profile.check();
    if (epochDays < 1 || epochDays > 3650) {
      throw new UsageMistake(epochDays + " days are no epoch", "choose 1 to 3650 days");
    }
    Printer printer = new Printer(surroundings, json.chosen());
    Path path = folder.path(surroundings);
    NetworkPlan plan = plan();
    if (replicas.isPresent()) {
      return printer.print(Answer.done(foundReplicas(path, plan, printer)));
    }
    printer.note("Founding a network of " + operators + " operators");
    try (OpenNetwork opened =
        OpenNetwork.create(
            DirectoryHome.at(path), plan, surroundings.clock(), surroundings.entropy())) {
      printer.note(handOut(plan));
      return printer.print(Answer.done(Rules.describe(opened)));
    }
  }

  private QuorumScheme scheme() {
    return switch (scheme) {
      case "ed25519" -> QuorumScheme.MULTI_SIGNATURE;
      case "bls" -> QuorumScheme.THRESHOLD_SIGNATURE;
      default -> throw new UsageMistake("'" + scheme + "' is no scheme", "choose ed25519 or bls");
    };
  }

  /** Whose folders are to be taken away. */
  private static String handOut(NetworkPlan plan) {
    List<String> folders = new ArrayList<>(folders(Body.COMMITTEE, plan.committee()));
    folders.addAll(folders(Body.REGISTRARS, plan.registrars()));
    plan.tiers()
        .ifPresent(
            tiers -> {
              folders.addAll(folders(Body.AUDITORS, tiers.auditors()));
              folders.addAll(folders(Body.AUTHORITIES, tiers.authorities()));
            });
    return "One member's keys each, to be handed out: " + String.join(", ", folders);
  }

  private static List<String> folders(Body body, NetworkPlan.Quorum quorum) {
    return IntStream.range(0, quorum.members()).mapToObj(body::folder).toList();
  }

  private Result foundReplicas(Path path, NetworkPlan plan, Printer printer) throws IOException {
    printer.note("Founding a network of " + operators + " replicas");
    NetworkDescription description =
        new ReplicatedFounding(path, plan, scheme(), surroundings.clock(), surroundings.entropy())
            .found(host, firstPort);
    printer.note(handOut(plan));
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> places = new ArrayList<>();
    text.append("ledger      ").append(description.genesis().ledgerName()).append('\n');
    text.append("identity    ").append(description.genesis().ledgerId().toHex()).append('\n');
    for (NetworkDescription.Member each : description.replicas()) {
      text.append("%-12s%s\n".formatted(each.name(), each.wallets()));
      places.add(
          Result.fields(
              "name", each.name(), "wallets", each.wallets().toString(), "folder", each.folder()));
    }
    text.append("Start them with: specie network start --dir ").append(folder.given()).append('\n');
    return new Result(
        text.toString(),
        Result.fields(
            "ledger", description.genesis().ledgerName(),
            "identity", description.genesis().ledgerId().toHex(),
            "faults", description.faults(),
            "replicas", places));
  }

  private NetworkPlan plan() {
    long now = surroundings.clock().epochSeconds();
    return profile.applied(
        NetworkPlan.standard(now)
            .withOperators(operators)
            .withEpochs(new EpochRule.FixedLength(1, now, epochDays * DAY_SECONDS)));
  }
}
