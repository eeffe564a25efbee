package org.specie.quality.bench.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.specie.quality.testkit.processes.Folders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench approval}. */
@Command(
    name = "approval",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench approval",
      "  specie bench approval --rounds 200 --json",
      "",
      "Lets one wallet pay by turns within the budget and with the approval of two of",
      "three auditors, which are processes of their own, over TLS. Times both, and the",
      "approval within the second, files of the wallet and of the auditors included."
    })
public final class ApprovalCommand implements Callable<Integer> {
  private static final int ROUNDS_MAX = 5_000;

  private final String machine;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--rounds",
      defaultValue = "60",
      description = "Payments of each kind, 1 to 5000 (default: 60).")
  private int rounds;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public ApprovalCommand(String machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws IOException {
    if (spec != null && (rounds < 1 || rounds > ROUNDS_MAX)) {
      throw new ParameterException(
          spec.commandLine(), "--rounds is 1 to " + ROUNDS_MAX + ", not " + rounds);
    }
    SecureRandom random = new SecureRandom();
    Path folder = Files.createTempDirectory("specie-bench-approval");
    ApprovalResult result;
    try {
      result =
          new ApprovalBench(random::nextBytes, rounds, line -> System.err.println("… " + line))
              .run(folder, () -> System.currentTimeMillis() / 1000);
    } finally {
      Folders.delete(folder);
    }
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(result.toDocument(machine)) + "\n"
            : machine + "\n\n" + result.toTable());
    return CommandLine.ExitCode.OK;
  }
}
