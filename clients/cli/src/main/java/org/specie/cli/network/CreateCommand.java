package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
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
      ""
    },
    description = {
      "",
      "Founds a network: operators with a signing key that nobody ever holds whole, a committee"
          + " (2 of 3) that issues money, registrars (2 of 3) who enrol people.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private static final long DAY_SECONDS = 24L * 60 * 60;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--operators", paramLabel = "N", description = "1, 4, 7, … (default: 4)")
  private int operators = 4;

  @Option(
      names = "--budget",
      paramLabel = "AMOUNT",
      description = "anonymity budget of a person in an epoch (default: 1000)")
  private Amount budget = Amount.parse("1000");

  @Option(
      names = "--limit",
      paramLabel = "AMOUNT",
      description = "most that one private payment may carry (default: 500)")
  private Amount limit = Amount.parse("500");

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
    if (operators < 1 || operators > 31 || operators % 3 != 1) {
      throw new UsageMistake(
          operators + " operators cannot be", "choose 3f + 1 of them: 1, 4, 7, … 31");
    }
    if (epochDays < 1 || epochDays > 3650) {
      throw new UsageMistake(epochDays + " days are no epoch", "choose 1 to 3650 days");
    }
    Printer printer = new Printer(surroundings, json.chosen());
    Path path = folder.path(surroundings);
    printer.note("Founding a network of " + operators + " operators");
    try (OpenNetwork opened =
        OpenNetwork.create(
            DirectoryHome.at(path), plan(), surroundings.clock(), surroundings.entropy())) {
      return printer.print(Answer.done(Rules.describe(opened)));
    }
  }

  private NetworkPlan plan() {
    long now = surroundings.clock().epochSeconds();
    NetworkPlan standard = NetworkPlan.standard(now).withOperators(operators);
    return new NetworkPlan(
        standard.name(),
        standard.currency(),
        standard.operators(),
        List.of(new WalletClass("person", budget), standard.classes().get(1)),
        limit,
        new EpochRule.FixedLength(1, now, epochDays * DAY_SECONDS),
        standard.supplyCap(),
        standard.committee(),
        standard.registrars());
  }
}
