package org.specie.offline.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.quality.models.ModelChecker;
import org.specie.quality.models.ModelChecker.Outcome;
import org.specie.quality.requirements.Requirement;

/** Visits every state of docs/spec/tla/Art.tla. What it covers stands on the page beside it. */
@Requirement({"R5", "R37", "R152"})
class ArtModelTest {
  private static final int DISTINCT_STATES_MIN = 30_000;

  @TempDir Path scratch;

  private Outcome explore(String configuration) throws Exception {
    return new ModelChecker(Path.of("..", "..", "docs", "spec", "tla"), scratch)
        .explore("Art", configuration);
  }

  @Test
  void moneyIsConservedInEveryState() throws Exception {
    Outcome outcome = explore("Art");
    assertThat(outcome.isSound()).as(outcome.output()).isTrue();
    assertThat(outcome.distinctStates().orElseThrow())
        .as("the model still moves")
        .isGreaterThan(DISTINCT_STATES_MIN);
  }

  /** A model that cannot fail says nothing. */
  @ParameterizedTest
  @CsvSource({
    "ArtAmountInKey, PayOnce",
    "ArtCreditsAggregate, Conservation",
    "ArtSendsFirst, Conservation",
    "ArtForgetsRedeemed, Conservation"
  })
  void everyPlantedMistakeIsFound(String configuration, String invariant) throws Exception {
    Outcome outcome = explore(configuration);
    assertThat(outcome.violates(invariant)).as(outcome.output()).isTrue();
  }
}
