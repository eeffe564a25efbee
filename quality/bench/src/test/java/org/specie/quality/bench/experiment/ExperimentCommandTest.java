package org.specie.quality.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.quality.bench.experiment.ExperimentResult.Series;
import picocli.CommandLine;

/** What the report says; whoever wants the figures runs the command. */
final class ExperimentCommandTest {
  private static final Series SLOW = Series.of(2, new long[] {30_000_000, 10_000_000, 20_000_000});
  private static final Series QUICK = Series.of(1, new long[] {5_000_000, 5_000_000, 5_000_000});

  @Test
  void saysHowMuchProvidersCost() {
    ApprovalResult tier2 = new ApprovalResult(QUICK, SLOW, QUICK, QUICK, 2, 3);
    ExperimentResult result = new ExperimentResult(3, SLOW, QUICK, tier2, QUICK);
    Map<String, Object> document = result.toDocument("here");

    assertThat(document).containsEntry("ratio", 0.5).containsEntry("payers", 3);
    assertThat(document.get("through_providers"))
        .isEqualTo(
            Map.of("count", 3, "per_second", 1.5, "p50_ms", 20.0, "p95_ms", 30.0, "p99_ms", 30.0));
    assertThat(document.get("tier2")).isEqualTo(tier2.toDocument());
    assertThat(tier2.toDocument())
        .containsEntry("added_p50_ms", 15.0)
        .containsEntry("added_p95_ms", 25.0)
        .doesNotContainKey("machine");
    assertThat(result.toTable())
        .contains("3 pay through providers")
        .contains("approved by 2 of 3 auditors")
        .contains("restored from words")
        .endsWith("Approval adds 15 ms in the median, 25 ms at the 95th percentile.\n");
  }

  @Test
  void refusesNobody() {
    assertThat(new CommandLine(new ExperimentCommand("here")).execute("--payers", "1"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(new CommandLine(new ExperimentCommand("here")).execute("--approvals", "0"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
