package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.bench.ledger.model.ModelBench;
import org.specie.quality.bench.ledger.payments.Floor;
import org.specie.quality.bench.ledger.payments.PaymentsBench;
import org.specie.quality.bench.ledger.payments.PaymentsResult;
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
      "  specie bench ledger --quick --json",
      "  specie bench ledger --only private --clients 1,32 --out results",
      "",
      "Runs four replicas as processes on this machine. opaque: signed 200-byte requests of",
      "clients in closed loops, with all replicas, with one down, and while replicas are killed,",
      "beside the local engine. private: real private payments up to the signed state in the",
      "wallet, beside the same cryptography alone. wan and sizes: the state machine in virtual",
      "time, with replicas far apart, and with 4 to 100 of them."
    })
public final class LedgerCommand implements Callable<Integer> {
  /** What can be measured apart. */
  private enum Part {
    OPAQUE,
    PRIVATE,
    WAN,
    SIZES;

    private static Optional<Part> named(String word) {
      return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int SECONDS_MAX = 600;
  private static final List<Integer> CLIENTS = List.of(1, 8, 32, 64);
  private static final List<Integer> CLIENTS_QUICK = List.of(1, 8, 32);
  private static final int SECONDS = 5;
  private static final int SECONDS_QUICK = 2;
  private static final int WARM_UP_SECONDS = 90;
  private static final int WARM_UP_SECONDS_QUICK = 10;
  private static final int WALLETS = 256;
  private static final int WALLETS_QUICK = 128;
  private static final int ROUNDS = 3;
  private static final int WARM_UP_ROUNDS = 12;
  private static final int WARM_UP_ROUNDS_QUICK = 2;
  private static final int WARM_UP_ROUNDS_MAX = 200;
  private static final List<Integer> FAULTS_COUNTED = List.of(1, 2, 5, 10, 21, 33);
  private static final List<Integer> FAULTS_COUNTED_QUICK = List.of(1, 10, 33);
  private static final List<Integer> FAULTS_TIMED = List.of(1, 5, 21, 33);
  private static final int FAULTS_ALL_TO_ALL_MAX = 10;
  private static final long SEED = 1;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--clients",
      split = ",",
      description = "Closed loops at once, 1 to 1024 (default: 1,8,32,64; --quick: 1,8,32).")
  private List<Integer> clients = List.of();

  @Option(
      names = "--seconds",
      description =
          "How long each load of opaque requests runs, 1 to 600 (default: 5; --quick: 2).")
  private Optional<Integer> seconds = Optional.empty();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Of opaque, private, wan and sizes; all four if not given.")
  private List<String> only = List.of();

  @Option(
      names = "--quick",
      description = "Fewer clients, wallets and rounds: three minutes instead of ten.")
  private boolean isQuick;

  @Option(
      names = "--warm-up",
      description =
          "Seconds of opaque requests before any is measured, at most: less once the replicas have"
              + " compiled what they will. 1 to 600 (default: 90; --quick: 10).")
  private Optional<Integer> warmUp = Optional.empty();

  @Option(
      names = "--warm-up-rounds",
      description =
          "Rounds of private payments before any is measured, at most: less once the replicas have"
              + " compiled what they will. 1 to 200 (default: 12; --quick: 2).")
  private Optional<Integer> warmUpRounds = Optional.empty();

  @Option(
      names = "--storage",
      defaultValue = "disk",
      description =
          "For opaque requests blocks and state on disk or in memory (default: disk). The log is on"
              + " disk.")
  private String storage = "disk";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write ledger*.csv and ledger*.svg there.")
  private @Nullable Path out;

  private final String machine;
  private final Floor.Meter floor;

  /**
   * A command that says it ran on {@code machine}.
   *
   * @param floor measures the cryptography of private payments alone
   */
  public LedgerCommand(String machine, Floor.Meter floor) {
    this.machine = machine;
    this.floor = floor;
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    LedgerReport report = measure();
    Path folder = out;
    if (folder != null) {
      report.write(folder);
    }
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(report.toDocument()) + "\n"
            : report.toTable());
    return CommandLine.ExitCode.OK;
  }

  private static void progress(String line) {
    System.err.println("… " + line);
  }

  private boolean isAsked(Part part) {
    return only.isEmpty() || only.contains(part.word());
  }

  private List<Integer> loops() {
    return clients.isEmpty() ? (isQuick ? CLIENTS_QUICK : CLIENTS) : clients;
  }

  private LedgerReport measure() throws IOException {
    ModelBench model = new ModelBench(isQuick, LedgerCommand::progress);
    return new LedgerReport(
        machine,
        isAsked(Part.OPAQUE) ? Optional.of(opaque()) : Optional.empty(),
        isAsked(Part.PRIVATE) ? Optional.of(payments()) : Optional.empty(),
        isAsked(Part.WAN) ? Optional.of(model.far()) : Optional.empty(),
        isAsked(Part.SIZES) ? model.sizes(FAULTS_TIMED) : List.of());
  }

  private LedgerResult opaque() throws IOException {
    double each = seconds.orElse(isQuick ? SECONDS_QUICK : SECONDS);
    return new LedgerBench(
            new LedgerBench.Plan(loops(), each, warmUpSeconds(), storage),
            machine,
            LedgerCommand::progress)
        .run(traffic());
  }

  private int warmUpSeconds() {
    return warmUp.orElse(isQuick ? WARM_UP_SECONDS_QUICK : WARM_UP_SECONDS);
  }

  private int warmUpRounds() {
    return warmUpRounds.orElse(isQuick ? WARM_UP_ROUNDS_QUICK : WARM_UP_ROUNDS);
  }

  private PaymentsResult payments() throws IOException {
    SecureRandom random = new SecureRandom();
    return new PaymentsBench(
            new PaymentsBench.Plan(
                isQuick ? WALLETS_QUICK : WALLETS, loops(), isQuick ? 1 : ROUNDS, warmUpRounds()),
            random::nextBytes,
            floor,
            LedgerCommand::progress)
        .run();
  }

  /** Messages and bytes a decision, counted in the simulator; PBFT as far as it is bearable. */
  private Map<Integer, LedgerResult.Traffic> traffic() throws IOException {
    Map<Integer, LedgerResult.Traffic> traffic = new LinkedHashMap<>();
    for (int faults : isQuick ? FAULTS_COUNTED_QUICK : FAULTS_COUNTED) {
      Quorums quorums = new Quorums(faults, 0);
      progress("counting messages with " + quorums.replicas() + " replicas");
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
    int length = seconds.orElse(SECONDS);
    boolean isSound =
        clients.stream().allMatch(each -> 1 <= each && each <= OpaqueRequest.CLIENTS_MAX)
            && 1 <= length
            && length <= SECONDS_MAX
            && 1 <= warmUpSeconds()
            && warmUpSeconds() <= SECONDS_MAX
            && 1 <= warmUpRounds()
            && warmUpRounds() <= WARM_UP_ROUNDS_MAX
            && only.stream().allMatch(each -> Part.named(each).isPresent())
            && List.of("disk", "memory").contains(storage);
    CommandSpec own = spec;
    if (!isSound && own != null) {
      throw new ParameterException(
          own.commandLine(),
          "--clients are 1 to 1024, --seconds and --warm-up 1 to 600, --warm-up-rounds 1 to 200,"
              + " --storage disk or memory, --only of opaque, private, wan and sizes");
    }
  }
}
