package org.specie.cli.auditor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.auditor.StandingQueries.Finding;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie auditor audit}. */
@Command(
    name = "audit",
    header = {
      "Examples:",
      "  specie auditor audit --queries standing.properties --network office",
      "  specie auditor audit --queries standing.properties --network office --every 3600",
      ""
    },
    description = {
      "",
      "Asks the standing queries of a file: whether the chain and its proofs hold, whether supply and"
          + " limits are what they may be, and what the income statements prove that were handed in."
          + " It reads public blocks and proofs, and learns results: no payment, no balance, no"
          + " name. Ends with 1 if something does not hold.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--queries",
      required = true,
      paramLabel = "FILE",
      description = "what to ask, as docs/guides/running-an-auditor.md says")
  private Path queries = Path.of("");

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "ask again so long after each answer, which is one line with --json")
  private Optional<Integer> every = Optional.empty();

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "how often with --every (default: until it is stopped)")
  private Optional<Integer> times = Optional.empty();

  AuditCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (every.orElse(1) < 1 || times.orElse(1) < 1) {
      throw new UsageMistake("There is nothing to do.", "give whole numbers from 1 on");
    }
    Printer printer = new Printer(surroundings, json.chosen());
    int rounds = every.isPresent() ? times.orElse(Integer.MAX_VALUE) : 1;
    boolean holds = true;
    for (int round = 1; round <= rounds && !Thread.currentThread().isInterrupted(); round++) {
      if (round > 1) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(every.orElse(1)));
      }
      holds = ask(printer) && holds;
    }
    return holds ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** One round; whether everything holds. */
  private boolean ask(Printer printer) throws IOException {
    // Read again each time: an auditor changes its mind without starting anew.
    StandingQueries standing = StandingQueries.read(surroundings.resolve(queries));
    Progress progress = printer.progress();
    List<Finding> findings;
    try (OpenNetwork network = folder.open(surroundings)) {
      findings =
          standing.ask(
              network,
              surroundings.entropy(),
              (height, last) -> progress.at("verifying blocks", height, last));
    }
    boolean holds = findings.stream().allMatch(Finding::holds);
    int _ = printer.print(Answer.done(described(findings, holds)));
    return holds;
  }

  private static Result described(List<Finding> findings, boolean holds) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Finding each : findings) {
      text.append(
          "%-5s  %s: %s%n".formatted(each.holds() ? "holds" : "FAILS", each.query(), each.what()));
      fields.add(Result.fields("query", each.query(), "holds", each.holds(), "what", each.what()));
    }
    return new Result(text.toString(), Result.fields("holds", holds, "findings", fields));
  }
}
