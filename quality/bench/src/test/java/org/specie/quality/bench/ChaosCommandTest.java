package org.specie.quality.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.chaos.Trial;
import picocli.CommandLine;

/** What the report says; the chaos itself is the testkit's. */
final class ChaosCommandTest {
  private static final List<Trial.Struck> STRUCK =
      List.of(new Trial.Struck("KILL replica 2 for 700 ms", 1_234, 5_678));

  @Test
  @Requirement("E7")
  void saysForHowLongNobodyWasAnswered() {
    String table = ChaosCommand.toTable(STRUCK, 4_321, List.of(), List.of("no ip here"));

    assertThat(table)
        .contains("KILL replica 2 for 700 ms")
        .contains("Timer of the primary: 800 ms")
        .contains("1,234")
        .contains(" 434 ")
        .contains("5,678")
        .contains("4,321 requests answered; none lost")
        .contains("Left out: no ip here");
  }

  @Test
  void namesWhatWasLost() {
    String table = ChaosCommand.toTable(STRUCK, 1, List.of("request x was lost"), List.of());

    assertThat(table).contains("1 violations:").contains("request x was lost");
  }

  @Test
  void refusesTimeThatRunsBack() {
    assertThat(new CommandLine(new Main()).execute("chaos", "--seconds", "-1"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
