package org.specie.quality.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench transport}. */
@Command(
    name = "transport",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench transport",
      "  specie bench transport --seconds 10 --json",
      "",
      "Links two operators over TLS on this machine and measures how many frames they",
      "carry and how long one takes there and back, beside bare TCP."
    })
final class TransportCommand implements Callable<Integer> {
  private static final int SECONDS_MAX = 600;
  private static final int ROUND_TRIPS = 5_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "How long each measurement sends, 1 to 600 (default: 3).")
  private int seconds;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (spec != null && (seconds < 1 || seconds > SECONDS_MAX)) {
      throw new ParameterException(
          spec.commandLine(), "--seconds is 1 to " + SECONDS_MAX + ", not " + seconds);
    }
    SecureRandom random = new SecureRandom();
    TransportResult result =
        new TransportBench(
                random::nextBytes,
                seconds * 1000,
                ROUND_TRIPS,
                line -> System.err.println("… " + line))
            .run();
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(result.toDocument()) + "\n"
            : result.toTable());
    return CommandLine.ExitCode.OK;
  }
}
