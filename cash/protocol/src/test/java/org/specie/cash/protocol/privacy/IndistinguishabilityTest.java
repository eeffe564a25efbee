package org.specie.cash.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * Items 84 to 91: whoever reads the whole ledger and holds all operators' keys tells neither who
 * pays, nor whom, nor how much, nor whether at all, nor what budget is left. {@link
 * PlantedLeakTest} shows that the same distinguishers find what does leak.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D8", "D10", "D11"})
final class IndistinguishabilityTest {
  /** Standard deviations above guessing that ten learners stay below by chance. */
  private static final double LEARNT_MAX = 4.0;

  private final List<Run> runs = Experiment.sharedRuns();

  static List<Hypothesis> hypotheses() {
    return Hypothesis.all();
  }

  @Test
  @Property("P7")
  void allViewsHaveTheSamePiecesAndLengths() {
    assertThat(Distinguishers.shapes(runs)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("hypotheses")
  @Property("P7")
  void noBitTells(Hypothesis hypothesis) {
    assertThat(Distinguishers.worstBit(hypothesis, runs)).isLessThan(Distinguishers.Z_MAX);
  }

  @ParameterizedTest
  @MethodSource("hypotheses")
  @Property("P7")
  void noHistogramOfBytesTells(Hypothesis hypothesis) {
    assertThat(Distinguishers.worstHistogram(hypothesis, runs)).isLessThan(Distinguishers.Z_MAX);
  }

  @ParameterizedTest
  @MethodSource("hypotheses")
  @Property("P7")
  void nothingIsLearntFromOtherWorlds(Hypothesis hypothesis) {
    assertThat(Distinguishers.learnt(hypothesis, runs)).isLessThan(LEARNT_MAX);
  }

  /** Two pieces are equal in all worlds or in none; equal are only what is public anyway. */
  @Test
  @Property("P7")
  void noEqualityTells() {
    List<Set<String>> patterns = Distinguishers.patterns(runs);
    assertThat(patterns).hasSize(1);
    assertThat(patterns.getFirst())
        .filteredOn(group -> !group.contains(".public"))
        .containsExactly("personal.policy = renewal.policy");
  }

  /** 88: nor does anything become equal by a multiplication with what the coins' maker knows. */
  @Test
  @Property("P7")
  void noMultipleByAKnownNumberTells() {
    for (Run run : runs.subList(0, 8)) {
      assertThat(Multiples.among(run.view())).isEmpty();
    }
  }
}
