package org.specie.quality.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.liar.Liar;
import org.specie.quality.testkit.simulation.liar.Wire;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.scenario.Scenarios;
import org.specie.quality.testkit.simulation.workload.Workloads;

class SimulationTest {
  private static final long SECOND_US = 1_000_000;

  private static Outcome run(String scenario, long seed, Quorums quorums, long seconds)
      throws IOException {
    return new Simulation(seed, plan(scenario, seed, quorums, seconds), Optional.empty()).run();
  }

  private static Plan plan(String scenario, long seed, Quorums quorums, long seconds) {
    return Scenarios.named(scenario)
        .orElseThrow()
        .plan(quorums, seconds * SECOND_US, new Chance(seed).named("plan"));
  }

  private static Outcome sound(String scenario, long seed, Quorums quorums, long seconds)
      throws IOException {
    Outcome outcome = run(scenario, seed, quorums, seconds);
    assertThat(outcome.violation()).as("%s, seed %d", scenario, seed).isEmpty();
    assertThat(outcome.finals()).as("%s, seed %d", scenario, seed).isPositive();
    return outcome;
  }

  @Test
  void theSameSeedGivesTheSameEvents() throws IOException {
    Quorums four = new Quorums(1, 0);
    Outcome once = run("everything", 7, four, 5);
    Outcome again = run("everything", 7, four, 5);
    Outcome other = run("everything", 8, four, 5);

    assertThat(again.trace()).isEqualTo(once.trace());
    assertThat(again.events()).isEqualTo(once.events());
    assertThat(other.trace()).isNotEqualTo(once.trace());
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "3,0", "4,0", "1,1", "2,1"})
  @Requirement("D4")
  void honestReplicasAgree(int faults, int slow) throws IOException {
    Outcome outcome = sound("calm", 1, new Quorums(faults, slow), 3);

    assertThat(outcome.view()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "equivocator", "withholder", "wrong-shares", "forgetful"})
  @Requirement({"D3", "D4"})
  @Property("P20")
  void aLyingPrimaryIsReplacedAndNothingForks(String liar) throws IOException {
    for (int faults = 1; faults <= 2; faults++) {
      sound(liar, 3, new Quorums(faults, 0), 5);
    }
  }

  /** Its log rotted where it was not read again: the replica does not know that it forgot. */
  @Test
  void whoForgotUnnoticedCountsAmongTheFaulty() throws IOException {
    sound("everything", 11, new Quorums(1, 1), 30);
  }

  @Test
  void twoUsurpersDoNotFloodTheNetwork() throws IOException {
    sound("usurpers", 1, new Quorums(2, 0), 5);
  }

  /** Seconding each other's votes without end, they made 200 million events of these seconds. */
  @Test
  void twoWhoVoteForEverythingDoNotFloodTheNetwork() throws IOException {
    Outcome outcome = sound("promiscuous", 1_795_255_761L, new Quorums(2, 0), 30);

    assertThat(outcome.events()).isLessThan(1_000_000);
  }

  /** Answers every frame with two to everybody, those of others of its kind too. */
  private static final class Babbler implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public boolean hears(Packet packet, Wire wire) {
      wire.broadcast(wire.complain(View.FIRST));
      wire.broadcast(wire.complain(View.FIRST));
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"calm", "repeater", "equivocator", "blackouts", "wipes", "everything"})
  @Requirement({"D2", "D3"})
  @Property("P1")
  void moneyIsConservedAmongLiarsAndCrashes(String scenario) throws IOException {
    Plan plan = plan(scenario, 1, new Quorums(1, 0), 6);
    Outcome outcome = new Simulation(1, plan, Workloads.CASH, Optional.empty()).run();

    assertThat(outcome.violation()).as("%s of money", scenario).isEmpty();
    assertThat(outcome.finals()).as("%s of money", scenario).isGreaterThan(5);
  }

  @Test
  void aLineCarriesNoFlood() throws IOException {
    Quorums seven = new Quorums(2, 0);
    Plan plan = Plan.calm(seven, 3 * SECOND_US).withLiars(Map.of(5, Babbler::new, 6, Babbler::new));

    Outcome outcome = new Simulation(1, plan, Optional.empty()).run();

    assertThat(outcome.violation()).isEmpty();
    assertThat(outcome.finals()).isPositive();
    assertThat(outcome.events()).isLessThan(2_000_000);
  }

  @Test
  void aFloodEndsTheRunAndNamesItsSeed() throws IOException {
    Plan plan = Plan.calm(new Quorums(1, 0), SECOND_US).with(SimulationTest::happenWithoutEnd);

    Outcome outcome = new Simulation(4711, plan, Optional.empty()).run();

    assertThat(outcome.violation().orElseThrow().invariant()).isEqualTo("no flood");
    assertThat(outcome.violation().orElseThrow().detail()).contains("seed 4711");
  }

  private static void happenWithoutEnd(Stage stage) {
    stage.timeline().after(0, () -> happenWithoutEnd(stage));
  }

  @Test
  @Requirement("E3")
  void replicasOnFiveContinentsAgree() throws IOException {
    sound("wan", 1, new Quorums(2, 0), 20);
  }
}
