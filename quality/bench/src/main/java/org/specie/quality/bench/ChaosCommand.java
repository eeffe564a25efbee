package org.specie.quality.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.specie.quality.testkit.chaos.Cuts;
import org.specie.quality.testkit.chaos.Trial;
import org.specie.quality.testkit.chaos.Troubles;
import org.specie.quality.testkit.processes.Plant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench chaos}. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench chaos",
      "  specie bench chaos --seed 7 --seconds 120 --json",
      "",
      "Runs four replicas as processes, has 24 clients ask them without end, and does",
      "to the replicas what happens to machines: they end, hang, lose a disk or a bit",
      "of it, are cut off, have a wrong clock or a full disk. Prints for how long no",
      "client was answered, how much of that came after the timer by which replicas ask",
      "for another primary (the change of view, where the primary was struck), how long",
      "it took until all four took part again, and what was lost. What needs a right or",
      "a command that is missing here is left out."
    })
final class ChaosCommand implements Callable<Integer> {
  private static final int SECONDS_MAX = 3_600;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long to go on after every kind once, 0 to 3600 (default: 60).")
  private int seconds;

  @Option(names = "--seed", defaultValue = "1", description = "Whom what happens to (default: 1).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** One part of the run. */
  @FunctionalInterface
  private interface Part {
    Trial.Outcome run(long seed, Consumer<String> progress) throws IOException;
  }

  private final List<Trial.Struck> struck = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private int answered;

  @Override
  public Integer call() throws IOException {
    if (spec != null && (seconds < 0 || seconds > SECONDS_MAX)) {
      throw new ParameterException(
          spec.commandLine(), "--seconds is 0 to " + SECONDS_MAX + ", not " + seconds);
    }
    part(Optional.empty(), (from, progress) -> Trial.runAndHang(from, seconds, progress));
    part(Cuts.obstacle(), Cuts::run);
    part(Troubles.obstacle(), Troubles::run);
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(toDocument()) + "\n"
            : toTable(struck, answered, violations, leftOut));
    return violations.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void part(Optional<String> obstacle, Part part) throws IOException {
    if (obstacle.isPresent()) {
      leftOut.add(obstacle.get());
      return;
    }
    Trial.Outcome outcome = part.run(seed, line -> System.err.println("… " + line));
    struck.addAll(outcome.strikes());
    violations.addAll(outcome.violations());
    answered += outcome.answered();
  }

  /** What a person reads. */
  static String toTable(
      List<Trial.Struck> struck, int answered, List<String> violations, List<String> leftOut) {
    StringBuilder out = new StringBuilder("Four replicas, f = 1, 24 clients without end\n");
    out.append(Machine.describe()).append('\n');
    out.append("Timer of the primary: %d ms\n\n".formatted(Plant.PRIMARY_TIMER_MS));
    out.append(
        "%-64s %10s %14s %10s\n"
            .formatted("what happened", "silent ms", "after timer ms", "well ms"));
    for (Trial.Struck each : struck) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-64s %,10d %,14d %,10d\n",
              each.what(),
              each.silenceMillis(),
              each.afterTimerMillis(),
              each.wellMillis()));
    }
    out.append(String.format(Locale.ROOT, "\n%,d requests answered; ", answered));
    out.append(
        violations.isEmpty()
            ? "none lost, none done twice, one chain, one order.\n"
            : violations.size() + " violations:\n");
    violations.forEach(each -> out.append("  ").append(each).append('\n'));
    leftOut.forEach(each -> out.append("Left out: ").append(each).append('\n'));
    return out.toString();
  }

  private Map<String, Object> toDocument() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Trial.Struck each : struck) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("what", each.what());
      row.put("silent_ms", each.silenceMillis());
      row.put("after_timer_ms", each.afterTimerMillis());
      row.put("well_ms", each.wellMillis());
      rows.add(row);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("seed", seed);
    document.put("primary_timer_ms", Plant.PRIMARY_TIMER_MS);
    document.put("happened", rows);
    document.put("answered", answered);
    document.put("violations", violations);
    document.put("left_out", leftOut);
    document.put("machine", Machine.describe());
    return document;
  }
}
