package org.specie.quality.bench.experiment;

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

/** {@code specie bench experiment}. */
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench experiment",
      "  specie bench experiment --quick --json",
      "  specie bench experiment --payers 24 --approvals 200 --restore 1000",
      "",
      "Four replicas, three auditors and three payment service providers as processes.",
      "Wallets with files pay each other privately through the providers, from the",
      "proof to the signed state, and then the same straight to the operators; one",
      "pays by turns within the budget and with the approval of auditors (tier 2);",
      "then wallets are restored from their words."
    })
public final class ExperimentCommand implements Callable<Integer> {
  private static final int PAYERS_MAX = 256;
  private static final int SECONDS_MAX = 600;
  private static final int RESTORE_MAX = 10_000;
  private static final int APPROVALS_MAX = 1_000;

  private final String machine;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--payers",
      paramLabel = "N",
      description = "Wallets that pay at once, 2 to 256 (default: 16; --quick: 4).")
  private @Nullable Integer payers;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each load runs, 1 to 600 (default: 20; --quick: 3).")
  private @Nullable Integer seconds;

  @Option(
      names = "--approvals",
      paramLabel = "N",
      description = "Payments with the approval of auditors, 1 to 1000 (default: 60; --quick: 5).")
  private @Nullable Integer approvals;

  @Option(
      names = "--restore",
      paramLabel = "N",
      description = "Wallets that are restored, 1 to 10000 (default: 1000; --quick: 8).")
  private @Nullable Integer restore;

  @Option(names = "--quick", description = "Fewer of everything: a minute.")
  private boolean isQuick;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public ExperimentCommand(String machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws IOException {
    ExperimentBench.Plan plan =
        new ExperimentBench.Plan(
            within("--payers", payers, isQuick ? 4 : 16, 2, PAYERS_MAX),
            within("--seconds", seconds, isQuick ? 3 : 20, 1, SECONDS_MAX),
            within("--approvals", approvals, isQuick ? 5 : 60, 1, APPROVALS_MAX),
            within("--restore", restore, isQuick ? 8 : 1000, 1, RESTORE_MAX));
    SecureRandom random = new SecureRandom();
    ExperimentResult result =
        new ExperimentBench(plan, random::nextBytes, line -> System.err.println("… " + line)).run();
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(result.toDocument(machine)) + "\n"
            : result.toTable());
    return CommandLine.ExitCode.OK;
  }

  private int within(String option, @Nullable Integer given, int otherwise, int least, int most) {
    int value = given == null ? otherwise : given;
    if (spec != null && (value < least || value > most)) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d to %d, not %d".formatted(option, least, most, value));
    }
    return value;
  }
}
