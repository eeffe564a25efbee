package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.testkit.processes.OpaqueRequest;
import org.specie.quality.testkit.simulation.traffic.MessageCounts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench ledger}. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench ledger",
      "  specie bench ledger --clients 1,32 --seconds 10 --json",
      "  specie bench ledger --storage memory --out results",
      "",
      "Runs four replicas as processes on this machine under signed 200-byte requests of",
      "clients in closed loops: throughput and latency, with all replicas, with one down, and",
      "while replicas are killed, beside the local engine."
    })
public final class LedgerCommand implements Callable<Integer> {
  private static final int SECONDS_MAX = 600;
  private static final List<Integer> FAULTS_COUNTED = List.of(1, 2, 5, 10, 21, 33);
  private static final int FAULTS_ALL_TO_ALL_MAX = 10;
  private static final long SEED = 1;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--clients",
      split = ",",
      defaultValue = "1,4,16,32,64",
      description = "Closed loops at once, 1 to 1024 (default: 1,4,16,32,64).")
  private List<Integer> clients = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long each load runs, 1 to 600 (default: 5).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "30",
      description = "Seconds of load before anything is measured, 1 to 600 (default: 30).")
  private int warmUpSeconds;

  @Option(
      names = "--storage",
      defaultValue = "disk",
      description = "Blocks and state on disk or in memory (default: disk). The log is on disk.")
  private String storage = "disk";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write ledger.csv and ledger.svg there.")
  private @Nullable Path out;

  private final String machine;

  /** A command that says it ran on {@code machine}. */
  public LedgerCommand(String machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    LedgerResult result =
        new LedgerBench(
                new LedgerBench.Plan(clients, seconds, warmUpSeconds, storage),
                machine,
                line -> System.err.println("… " + line))
            .run(traffic());
    Path folder = out;
    if (folder != null) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("ledger.csv"), result.toCsv());
      Files.writeString(folder.resolve("ledger.svg"), LedgerPlot.draw(result));
    }
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(result.toDocument()) + "\n"
            : result.toTable());
    return CommandLine.ExitCode.OK;
  }

  /** Messages and bytes a decision, counted in the simulator; PBFT as far as it is bearable. */
  private static Map<Integer, LedgerResult.Traffic> traffic() throws IOException {
    Map<Integer, LedgerResult.Traffic> traffic = new LinkedHashMap<>();
    for (int faults : FAULTS_COUNTED) {
      Quorums quorums = new Quorums(faults, 0);
      System.err.println("… counting messages with " + quorums.replicas() + " replicas");
      MessageCounts linear = MessageCounts.measure(quorums, Dissemination.COLLECTORS, SEED);
      Optional<MessageCounts> quadratic =
          faults <= FAULTS_ALL_TO_ALL_MAX
              ? Optional.of(MessageCounts.measure(quorums, Dissemination.ALL_TO_ALL, SEED))
              : Optional.empty();
      traffic.put(
          quorums.replicas(),
          new LedgerResult.Traffic(
              linear.messagesPerDecision(),
              linear.bytesPerDecision(),
              quadratic.map(MessageCounts::messagesPerDecision).orElse(Double.NaN),
              quadratic.map(MessageCounts::bytesPerDecision).orElse(Double.NaN)));
    }
    return traffic;
  }

  private void requireSense() {
    boolean isSound =
        !clients.isEmpty()
            && clients.stream().allMatch(each -> 1 <= each && each <= OpaqueRequest.CLIENTS_MAX)
            && 1 <= seconds
            && seconds <= SECONDS_MAX
            && 1 <= warmUpSeconds
            && warmUpSeconds <= SECONDS_MAX
            && List.of("disk", "memory").contains(storage);
    CommandSpec own = spec;
    if (!isSound && own != null) {
      throw new ParameterException(
          own.commandLine(),
          "--clients are 1 to 1024, --seconds and --warm-up 1 to 600, --storage disk or memory");
    }
  }
}
