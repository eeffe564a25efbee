package org.specie.quality.bench.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.specie.cli.town.Folders;
import org.specie.offline.token.value.Minutes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench offline}. */
@Command(
    name = "offline",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench offline",
      "  specie bench offline --json",
      "  specie bench offline --card-ms 200",
      "",
      "One card of software pays another; how many such payments software accepts",
      "and inspects a second, beside the bare signatures, and how many several workers",
      "accept side by side; what cards compute; how",
      "large messages are, as links and as codes; how many withdrawals a bank pays a",
      "second with 1, 2 and 4 vaults."
    })
public final class OfflineCommand implements Callable<Integer> {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int CARD_MILLIS_MAX = 10_000;

  @Spec private @Nullable CommandSpec spec;

  private final String machine;

  @Option(
      names = "--card-ms",
      paramLabel = "MS",
      description = "What a vault's card takes for a payment, 1 to 10000 (default: 300).")
  private int cardMillis = 300;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public OfflineCommand(String machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws IOException {
    if (spec != null && (cardMillis < 1 || cardMillis > CARD_MILLIS_MAX)) {
      throw new ParameterException(
          spec.commandLine(), "--card-ms is 1 to " + CARD_MILLIS_MAX + ", not " + cardMillis);
    }
    SecureRandom random = new SecureRandom();
    Minutes now = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / SECONDS_PER_MINUTE));
    Path folder = Files.createTempDirectory("specie-bench-offline");
    OfflineResult result;
    try {
      result =
          new OfflineBench(random::nextBytes, now, machine, line -> System.err.println("… " + line))
              .run(folder, cardMillis);
    } finally {
      Folders.remove(folder);
    }
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(result.toDocument()) + "\n"
            : result.toTable());
    return CommandLine.ExitCode.OK;
  }
}
