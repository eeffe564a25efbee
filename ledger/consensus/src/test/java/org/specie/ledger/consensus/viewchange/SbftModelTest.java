package org.specie.ledger.consensus.viewchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.quality.models.ModelChecker;
import org.specie.quality.models.ModelChecker.Outcome;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Visits every state of docs/spec/tla/Sbft.tla. What it covers stands on the page beside it. */
@Requirement({"D1", "D39"})
class SbftModelTest {
  private static final int DISTINCT_STATES_MIN = 50_000;

  @TempDir Path scratch;

  private Outcome explore(String configuration) throws Exception {
    return new ModelChecker(Path.of("..", "..", "docs", "spec", "tla"), scratch)
        .explore("Sbft", configuration);
  }

  @Test
  @Property("P20")
  void everyStateOfOneSlotAndThreeViewsIsSafe() throws Exception {
    Outcome outcome = explore("Sbft");
    assertThat(outcome.isSound()).as(outcome.output()).isTrue();
    assertThat(outcome.distinctStates().orElseThrow())
        .as("the model still moves")
        .isGreaterThan(DISTINCT_STATES_MIN);
  }

  /** A model that cannot fail says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"SbftTiesToFast", "SbftFastEvidence", "SbftForgetsLeaving"})
  void everyPlantedMistakeLosesADecision(String configuration) throws Exception {
    Outcome outcome = explore(configuration);
    assertThat(outcome.violates("SafeValueHolds") || outcome.violates("Agreement"))
        .as(outcome.output())
        .isTrue();
  }
}
