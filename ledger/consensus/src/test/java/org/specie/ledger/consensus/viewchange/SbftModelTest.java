package org.specie.ledger.consensus.viewchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.quality.requirements.Requirement;
import tlc2.TLC;

/**
 * Has TLC explore docs/spec/tla in a process of its own with a bounded heap: TLC keeps its state in
 * statics and ends the process it runs in. What the model covers stands on its page.
 */
@Requirement({"D1", "D39"})
class SbftModelTest {
  private static final Path MODEL = Path.of("..", "..", "docs", "spec", "tla");
  private static final String HEAP = "-Xmx768m";
  private static final long MINUTES_MAX = 15;

  /** TLC's exit code for a violated safety property. */
  private static final int SAFETY_VIOLATED = 12;

  private static final int DISTINCT_STATES_MIN = 50_000;
  private static final Pattern STATES =
      Pattern.compile("(\\d+) distinct states found, 0 states left");

  @TempDir Path scratch;

  /** What TLC said. */
  private record Outcome(int exitCode, String output) {}

  private Outcome explore(String configuration)
      throws IOException, InterruptedException, URISyntaxException {
    for (String name : List.of("Sbft.tla", configuration)) {
      Files.copy(MODEL.resolve(name), scratch.resolve(name));
    }
    Path tools = Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path output = scratch.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseParallelGC",
                "-cp",
                tools.toString(),
                TLC.class.getName(),
                "-workers",
                "auto",
                "-metadir",
                scratch.resolve("states").toString(),
                "-config",
                configuration,
                "Sbft.tla")
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES))
          .as("TLC ends within %s minutes on %s", MINUTES_MAX, configuration)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  @Test
  void everyStateOfOneSlotAndThreeViewsIsSafe() throws Exception {
    Outcome outcome = explore("Sbft.cfg");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("Model checking completed. No error has been found.");
    Matcher states = STATES.matcher(outcome.output());
    assertThat(states.find()).as(outcome.output()).isTrue();
    assertThat(Integer.parseInt(states.group(1)))
        .as("the model still moves")
        .isGreaterThan(DISTINCT_STATES_MIN);
  }

  /** A model that cannot fail says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"SbftTiesToFast.cfg", "SbftFastEvidence.cfg", "SbftForgetsLeaving.cfg"})
  void everyPlantedMistakeLosesADecision(String configuration) throws Exception {
    Outcome outcome = explore(configuration);
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(SAFETY_VIOLATED);
    assertThat(outcome.output())
        .containsPattern("Invariant (SafeValueHolds|Agreement) is violated");
  }
}
