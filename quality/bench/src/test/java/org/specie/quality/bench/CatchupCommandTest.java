package org.specie.quality.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.specie.quality.bench.ledger.CatchupCommand;
import picocli.CommandLine;

/** That the benchmark wants something it can do; a run of it takes minutes. */
final class CatchupCommandTest {
  @Test
  void refusesAStateOfNothing() {
    CommandLine command = new CommandLine(new CatchupCommand("here"));
    assertThat(command.execute("--entries", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(command.execute("--away", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
