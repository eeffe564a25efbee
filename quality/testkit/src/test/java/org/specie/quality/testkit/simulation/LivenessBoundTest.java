package org.specie.quality.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.scenario.Asynchrony;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.scenario.Scenarios;

/**
 * The bound of docs/spec/23-sbft.md 7.8, on the simulator's clock: whatever was asked for while the
 * network kept what it liked is executed by all honest replicas within it. That broken timers miss
 * it is shown by four bugs of {@link MutationTest}.
 */
class LivenessBoundTest {
  private static final long SEED = 11;

  /** Asynchrony lasts 16 times as long; then the primary of the view that is reached is a liar. */
  @ParameterizedTest
  @Requirement("D3")
  @CsvSource({
    "silent,1,10",
    "silent,2,10",
    "equivocator,1,10",
    "equivocator,2,10",
    "hidden-views,1,11",
    "hidden-views,2,12",
    "shepherd,1,10",
    "shepherd,2,10",
    "pretender,1,10",
    "pretender,2,10",
    "climber,1,10",
    "climber,2,10"
  })
  @Property("P21")
  void everythingIsExecutedWithinTheBoundOnceTheNetworkHasOne(
      String liars, int faults, long activeSeconds) throws IOException {
    Quorums quorums = new Quorums(faults, 0);
    Plan plan =
        Scenarios.named("asynchrony-" + liars)
            .orElseThrow()
            .plan(quorums, activeSeconds * 1_000_000, new Chance(SEED).named("plan"));
    List<String> entered = new ArrayList<>();

    Outcome outcome =
        new Simulation(SEED, plan, Optional.of(line -> noteView(line, plan, entered))).run();

    assertThat(outcome.violation()).isEmpty();
    assertThat(plan.liars()).hasSize(faults).containsKey(0);
    assertThat(outcome.restUs())
        .isPositive()
        .isLessThanOrEqualTo(Asynchrony.boundUs(quorums, plan.tuning()));
    assertThat(outcome.finals()).isGreaterThanOrEqualTo(plan.clients());
    assertThat(entered).as("the log shows the change of view after asynchrony").isNotEmpty();
  }

  /** A line begins with the virtual time in seconds. */
  private static void noteView(String line, Plan plan, List<String> entered) {
    if (line.contains(" NOTICE EnteredView")) {
      double seconds = Double.parseDouble(line.substring(0, line.indexOf(' ')));
      if (seconds * 1_000_000 >= plan.activeUs()) {
        entered.add(line);
      }
    }
  }
}
