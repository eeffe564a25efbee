package org.specie.quality.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench restore --payments 1000",
      "  specie bench restore --payments 1000 --json",
      "  specie bench restore --out results",
      "",
      "Lets one wallet make real private payments on a network in memory, and times",
      "bringing it back from its words alone, at half the payments and at all of",
      "them, beside the bare operations. Making the past takes much longer."
    })
final class RestoreCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--payments",
      defaultValue = "10000",
      description = "Private payments the wallet has made, 1 to 40000 (default: 10000).")
  private int payments;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--out", paramLabel = "DIR", description = "Also write restore.csv there.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (spec != null && (payments < 1 || payments > RestoreHistory.PAYMENTS_MAX)) {
      throw new ParameterException(
          spec.commandLine(),
          "--payments is 1 to " + RestoreHistory.PAYMENTS_MAX + ", not " + payments);
    }
    SecureRandom random = new SecureRandom();
    Path folder = Files.createTempDirectory("specie-bench-restore");
    RestoreResult result;
    try {
      result =
          new RestoreBench(random::nextBytes, line -> System.err.println("… " + line))
              .run(payments, folder);
    } finally {
      delete(folder);
    }
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("restore.csv"), result.toCsv());
    }
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(result.toDocument()) + "\n"
            : result.toTable());
    return CommandLine.ExitCode.OK;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
