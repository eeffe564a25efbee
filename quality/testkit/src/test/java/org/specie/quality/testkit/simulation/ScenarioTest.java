package org.specie.quality.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.scenario.Scenario;
import org.specie.quality.testkit.simulation.scenario.Scenarios;

/** Every scenario there is, once, and the seeds that once showed something. */
class ScenarioTest {
  private static final long ACTIVE_US = 10_000_000;

  static Stream<Scenario> scenarios() {
    return Scenarios.all().stream();
  }

  private static void requireSound(Scenario scenario, long seed, Quorums quorums, long activeUs)
      throws IOException {
    Chance chance = new Chance(seed).named("plan");
    Plan plan = scenario.plan(quorums, activeUs, chance);
    Outcome outcome = new Simulation(seed, plan, Optional.empty()).run();

    assertThat(outcome.violation()).as("%s, seed %d", scenario.name(), seed).isEmpty();
    assertThat(plan.clients() == 0 ? outcome.height() : outcome.finals()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  @Requirement({"D3", "E7", "E9"})
  @Property("P21")
  void nothingDecidedIsLostAndEverythingAskedForIsServed(Scenario scenario) throws IOException {
    requireSound(scenario, 11, new Quorums(1, 0), ACTIVE_US);
  }

  /** A restarted primary proposed again what it had proposed; a liar's order kept others busy. */
  @ParameterizedTest
  @CsvSource({"blackouts,1", "blackouts,2", "bad-weather,1", "random-liar,1"})
  void staysSoundWhereItOnceWasNot(String scenario, long seed) throws IOException {
    requireSound(Scenarios.named(scenario).orElseThrow(), seed, new Quorums(1, 0), 2 * ACTIVE_US);
  }

  /**
   * A block whose certificate was withheld stayed without one for ever; a replica whose last record
   * rotted is not blamed for not knowing.
   */
  @ParameterizedTest
  @CsvSource({"everything,8", "everything,125"})
  void staysSoundWithSlowReplicasToo(String scenario, long seed) throws IOException {
    requireSound(Scenarios.named(scenario).orElseThrow(), seed, new Quorums(1, 1), 30 * 2_000_000L);
  }

  /**
   * A primary that is there twice built two new views of one number; who had decided a slot in that
   * view by then, and entered it by the other one, stopped. A disk that was emptied, filled and
   * then rotted was started from for ever.
   */
  @ParameterizedTest
  @CsvSource({"twins-in-bad-weather,880001089,0", "everything,880001225,1"})
  @Requirement({"D3", "E9"})
  void staysSoundWhereOneLiesTwiceOrLosesAllTwice(String scenario, long seed, int slow)
      throws IOException {
    requireSound(
        Scenarios.named(scenario).orElseThrow(), seed, new Quorums(1, slow), 3 * ACTIVE_US);
  }

  /**
   * Who was down when operators changed stayed in its epoch; blocks before its end lacked their
   * certificates for ever; state transfer told of the end of the wrong epoch; a ledger was to grow
   * beyond the machines there are; who started with a gap below the end of an epoch took that end
   * for the next one's, or left it to nobody to certify the block; who lost power while it took
   * over a state did not know who certifies what comes after it; who had rejoined in one epoch
   * wrote into the log of the next that it had not.
   */
  @ParameterizedTest
  @CsvSource({
    "succession-amid-view-changes,1,2,0,20",
    "succession-in-bad-weather,11,1,0,10",
    "everything-and-successions,7090,1,1,15",
    "everything-and-successions,3100000051,1,0,30",
    "everything-and-successions,3300000754,1,1,30",
    "everything-and-successions,5100000118,2,0,30",
    "everything-and-successions,6100000106,1,0,30",
    "everything-and-successions,7100000205,1,1,30",
    "everything-and-successions,1795304447,1,1,30",
    "succession-amid-blackouts,1,1,0,15"
  })
  @Requirement("E8")
  void staysSoundWhileOperatorsChange(
      String scenario, long seed, int faults, int slow, long seconds) throws IOException {
    requireSound(
        Scenarios.named(scenario).orElseThrow(),
        seed,
        new Quorums(faults, slow),
        seconds * 1_000_000);
  }
}
