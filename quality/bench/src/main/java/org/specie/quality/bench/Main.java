package org.specie.quality.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.specie.quality.bench.experiment.ApprovalCommand;
import org.specie.quality.bench.experiment.ExperimentCommand;
import org.specie.quality.bench.ledger.CatchupCommand;
import org.specie.quality.bench.ledger.LedgerCommand;
import org.specie.quality.bench.offline.OfflineCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench}: results on stdout, progress on stderr. */
@Command(
    name = "specie bench",
    mixinStandardHelpOptions = true,
    description = "Measures Specie against a baseline in the same run.",
    subcommands = {
      Main.PrivateCommand.class,
      RestoreCommand.class,
      TransportCommand.class,
      ChaosCommand.class
    })
public final class Main implements Callable<Integer> {
  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }

  /** {@code specie bench private}. */
  @Command(
      name = "private",
      mixinStandardHelpOptions = true,
      description = {
        "Examples:",
        "  specie bench private",
        "  specie bench private --json",
        "  specie bench private --out results --rounds 21",
        "",
        "Creates real private payments and times their creation, verification (alone and in",
        "batches, on one core and on all) and signing, and the check of the operators' signatures,",
        "beside the bare curve operations a batch cannot do without."
      })
  static final class PrivateCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
        names = "--rounds",
        defaultValue = "9",
        description = "Measured rounds of each batch; the median counts (default: 9).")
    private int rounds;

    @Option(
        names = "--batch",
        defaultValue = "256",
        description = "Largest batch: 1, 16, 64 or 256 (default: 256).")
    private int batchMax;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Also write private.csv and private.svg there.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
      SecureRandom random = new SecureRandom();
      PrivateResult result =
          new PrivateBench(random::nextBytes, rounds, line -> System.err.println("… " + line))
              .run(batchMax);
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve("private.csv"), result.toCsv());
        Files.writeString(out.resolve("private.svg"), Plot.draw(result));
      }
      System.out.print(json ? toJson(result) + "\n" : result.toTable());
      return CommandLine.ExitCode.OK;
    }

    private static String toJson(PrivateResult result) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("verify_us", rounded(result.verifyMicros()));
      document.put("verify_all_cores_us", rounded(result.verifyAllCoresMicros()));
      document.put("prepare_us", rounded(result.prepareMicros()));
      document.put("naive_us", Math.round(result.naiveMicros()));
      document.put("sign_us", Math.round(result.signMicros()));
      document.put("create_ms", Math.round(result.createMillis() * 10) / 10.0);
      document.put("bytes", result.bytes());
      document.put("allocated_bytes", result.allocatedBytes());
      document.put("floor_us", rounded(result.floorMicros()));
      document.put("signature_us", Math.round(result.signatures().aloneMicros()));
      document.put("signature_batch_us", rounded(result.signatures().batchMicros()));
      document.put("signature_floor_us", rounded(result.signatures().floorMicros()));
      document.put("cores", result.cores());
      document.put("machine", result.machine());
      return JsonMapper.builder().build().writeValueAsString(document);
    }

    private static Map<String, Long> rounded(Map<Integer, Double> values) {
      Map<String, Long> rounded = new LinkedHashMap<>();
      values.forEach((size, micros) -> rounded.put(Integer.toString(size), Math.round(micros)));
      return rounded;
    }
  }

  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new Main());
    SecureRandom random = new SecureRandom();
    commands.addSubcommand(
        new LedgerCommand(Machine.describe(), new PaymentFloor(random::nextBytes)));
    commands.addSubcommand(new CatchupCommand(Machine.describe()));
    commands.addSubcommand(new ExperimentCommand(Machine.describe()));
    commands.addSubcommand(new ApprovalCommand(Machine.describe()));
    commands.addSubcommand(new OfflineCommand(Machine.describe()));
    System.exit(commands.execute(args));
  }
}
