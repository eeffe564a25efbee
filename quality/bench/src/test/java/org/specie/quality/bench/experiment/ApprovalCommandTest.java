package org.specie.quality.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.quality.bench.experiment.ExperimentResult.Series;
import org.specie.quality.requirements.Requirement;
import picocli.CommandLine;

/** What {@code specie bench approval} prints. */
final class ApprovalCommandTest {
  private static final Series PLAIN = Series.of(List.of(10.0, 10.0, 20.0));
  private static final Series APPROVED = Series.of(List.of(30.0, 30.0, 70.0));

  @Test
  @Requirement("D12")
  void saysWhatApprovalAdds() {
    ApprovalResult result = new ApprovalResult(PLAIN, APPROVED, PLAIN, PLAIN, 2, 3);
    assertThat(result.toDocument("here"))
        .containsEntry("needed", 2)
        .containsEntry("auditors", 3)
        .containsEntry("machine", "here");
    assertThat(result.toDocument("here").get("within_budget"))
        .isEqualTo(
            Map.of("count", 3, "per_second", 75.0, "p50_ms", 10.0, "p95_ms", 20.0, "p99_ms", 20.0));
    assertThat(result.toTable())
        .contains("approved by 2 of 3 auditors")
        .contains("Approval adds 20 ms in the median, 50 ms at the 95th percentile.");
  }

  @Test
  void measuresOneRoundAtLeast() {
    assertThat(new CommandLine(new ApprovalCommand("here")).execute("--rounds", "0"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
