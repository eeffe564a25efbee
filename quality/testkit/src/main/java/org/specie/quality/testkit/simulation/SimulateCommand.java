package org.specie.quality.testkit.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.mutation.Mutants;
import org.specie.quality.testkit.simulation.mutation.Mutation;
import org.specie.quality.testkit.simulation.mutation.Mutations;
import org.specie.quality.testkit.simulation.scenario.Scenario;
import org.specie.quality.testkit.simulation.scenario.Scenarios;
import org.specie.quality.testkit.simulation.workload.Workloads;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie simulate}: results on stdout, progress on stderr. */
@Command(
    name = "specie simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie simulate --seeds 100",
      "  specie simulate --seed 42 --scenario twins --replicas 7",
      "  specie simulate --seed 42 --scenario everything --trace",
      "  specie simulate --seeds 20 --workload cash",
      "  specie simulate --list",
      "  specie simulate --mutations",
      "",
      "Runs whole ledgers in virtual time: production replicas on simulated networks,",
      "disks and clocks, among liars and crashes. Everything follows from the seed, and",
      "the same seed gives the same trace hash. Ends with code 1 if an invariant broke."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int PROGRESS_EVERY = 10;
  private static final int SEEDS_MAX = 10_000_000;
  private static final int DETAIL_MAX = 1_000;
  private static final long US_AN_HOUR = 3_600_000_000L;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--seed", description = "The first seed (default: 1).")
  private long seed = 1;

  @Option(names = "--seeds", description = "How many seeds, counted upwards (default: 1).")
  private int seeds = 1;

  @Option(
      names = "--replicas",
      description = "n = 3f + 2c + 1 of each run (default: the seed chooses 4 to 7).")
  private @Nullable Integer replicas;

  @Option(names = "--slow", description = "c of each run (default: 0 if n is given).")
  private @Nullable Integer slow;

  @Option(names = "--minutes", description = "Virtual minutes of faults in each run.")
  private @Nullable Integer minutes;

  @Option(
      names = "--seconds",
      description = "The same in seconds (default: 30); then everything heals.")
  private int seconds = 30;

  @Option(
      names = "--scenario",
      description = "One scenario for all runs (default: the seed chooses; see --list).")
  private @Nullable String scenario;

  @Option(
      names = "--workload",
      description =
          "What the ledger is for: tallies, or cash with real proofs (default: the seed chooses).")
  private @Nullable String workload;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "Start no further seed after so many seconds.")
  private @Nullable Integer limitSeconds;

  @Option(names = "--trace", description = "Tell every event on stderr.")
  private boolean trace;

  @Option(
      names = "--mutations",
      description = "Plant bugs in copies of the sources and say which are seen.")
  private boolean mutations;

  @Option(names = "--list", description = "Name the scenarios there are.")
  private boolean list;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private long events;
  private long virtualUs;
  private int done;
  private String traceHash = "";
  private final List<Map<String, Object>> violations = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (list) {
      Scenarios.all().forEach(each -> System.out.printf("%-32s %s%n", each.name(), each.summary()));
      return CommandLine.ExitCode.OK;
    }
    if (mutations) {
      return plantBugs();
    }
    Campaign campaign = campaign();
    long startNanos = System.nanoTime();
    for (long each = seed; each < seed + seeds && hasTime(startNanos); each++) {
      count(campaign, run(campaign, each));
    }
    System.out.print(json ? toJson() : toText());
    return violations.isEmpty() ? CommandLine.ExitCode.OK : 1;
  }

  /** Runs one seed; what the process cannot survive is told with the command that does it again. */
  private Campaign.Run run(Campaign campaign, long each) throws IOException {
    try {
      return campaign.run(each, trace ? Optional.of(System.err::println) : Optional.empty());
    } catch (VirtualMachineError e) {
      System.err.println("✗ " + e);
      System.err.println("  replay: " + campaign.command(each));
      throw e;
    }
  }

  private static int plantBugs() throws IOException {
    Path sources = Mutants.sources(Path.of(System.getProperty("specie.home", "")));
    int missed = 0;
    for (Mutation mutation : Mutations.all()) {
      Optional<Mutants.Catch> caught = Mutants.search(mutation, sources, 3);
      missed += caught.isEmpty() ? 1 : 0;
      System.out.printf(
          "%-46s %s%n",
          mutation.name(),
          caught
              .map(it -> "seed %d of %s: %s".formatted(it.seed(), it.scenario(), it.invariant()))
              .orElse("NOT SEEN"));
    }
    System.out.printf(
        "%d bugs planted, %d seen%n", Mutations.all().size(), Mutations.all().size() - missed);
    return missed == 0 ? CommandLine.ExitCode.OK : 1;
  }

  private boolean hasTime(long startNanos) {
    return limitSeconds == null || System.nanoTime() - startNanos < limitSeconds * 1_000_000_000L;
  }

  private Campaign campaign() {
    long activeSeconds = minutes != null ? minutes * 60L : seconds;
    require(1 <= seeds && seeds <= SEEDS_MAX, "--seeds is 1 to 10000000, not " + seeds);
    require(
        1 <= activeSeconds && activeSeconds <= 86_400,
        "--seconds is 1 to 86400, not " + activeSeconds);
    int c = slow == null ? 0 : slow;
    if (replicas != null) {
      Optional<Quorums> size = Campaign.quorums(replicas, c);
      require(
          size.isPresent() && size.get().replicas() <= 200,
          "--replicas is n = 3f + 2c + 1 up to 200; " + replicas + " with c = " + c + " is not");
    } else {
      require(slow == null, "--slow needs --replicas");
    }
    Optional<Scenario> only = Optional.ofNullable(scenario).flatMap(Scenarios::named);
    require(
        scenario == null || only.isPresent(),
        "there is no scenario " + scenario + "; Tip: specie simulate --list names them");
    Optional<Workloads> work = Optional.ofNullable(workload).flatMap(Workloads::named);
    require(workload == null || work.isPresent(), "--workload is tallies or cash, not " + workload);
    require(
        !work.equals(Optional.of(Workloads.CASH))
            || only.stream().allMatch(Scenarios.ofOneEpoch()::contains),
        "operators of money hand the issuing key on, which is not simulated; --workload cash is for"
            + " scenarios in which they stay");
    return new Campaign(
        Optional.ofNullable(replicas),
        Optional.ofNullable(slow),
        only,
        work,
        activeSeconds * 1_000_000);
  }

  private void require(boolean holds, String complaint) {
    if (!holds && spec != null) {
      throw new ParameterException(spec.commandLine(), complaint);
    }
  }

  private void count(Campaign campaign, Campaign.Run run) {
    Outcome outcome = run.outcome();
    events += outcome.events();
    virtualUs += outcome.virtualUs();
    traceHash = outcome.trace().toHex();
    done++;
    outcome
        .violation()
        .ifPresent(
            it -> {
              Map<String, Object> violation = new LinkedHashMap<>();
              violation.put("seed", run.seed());
              violation.put("scenario", run.scenario().name());
              violation.put("workload", run.work().word());
              violation.put("invariant", it.invariant());
              violation.put("event", it.event());
              violation.put("command", campaign.command(run));
              violation.put("detail", shortened(it.detail()));
              violations.add(violation);
              System.err.println("✗ " + it.invariant() + ": " + shortened(it.detail()));
              System.err.println("  replay: " + campaign.command(run));
            });
    if (done % PROGRESS_EVERY == 0 || seeds == 1) {
      System.err.printf(
          "… seed %d (%s, n = %d): height %d, view %d, %d events%n",
          run.seed(),
          run.scenario().name(),
          run.quorums().replicas(),
          outcome.height(),
          outcome.view(),
          outcome.events());
    }
  }

  /** What says enough for a log; certificates within messages can take many pages. */
  private static String shortened(String detail) {
    return detail.length() <= DETAIL_MAX
        ? detail
        : detail.substring(0, DETAIL_MAX)
            + "… and %d characters more".formatted(detail.length() - DETAIL_MAX);
  }

  private String toJson() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("seeds", done);
    document.put("events", events);
    document.put("virtual_hours", Math.round(virtualUs * 1_000.0 / US_AN_HOUR) / 1_000.0);
    document.put("violations", violations);
    if (done == 1) {
      document.put("trace", traceHash);
    }
    return JsonMapper.builder().build().writeValueAsString(document) + "\n";
  }

  private String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d seeds, %d events, %.3f virtual hours, %d violations%n"
            .formatted(done, events, virtualUs / (double) US_AN_HOUR, violations.size()));
    if (done == 1) {
      text.append("trace ").append(traceHash).append(System.lineSeparator());
    }
    violations.forEach(
        each -> text.append("%s: %s%n".formatted(each.get("invariant"), each.get("command"))));
    return text.toString();
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulateCommand()).execute(args));
  }
}
