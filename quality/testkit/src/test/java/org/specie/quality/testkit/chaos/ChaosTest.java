package org.specie.quality.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;

/**
 * Real processes. {@code -Dspecie.chaos.seconds} lengthens the storm, {@code -Dspecie.chaos.seed}
 * chooses another.
 */
class ChaosTest {
  @Test
  @Requirement({"D1", "D3", "D19", "E7", "E9"})
  void nothingIsLostOrForkedWhenReplicasAreKilledPausedAndWipedUnderLoad() throws IOException {
    long seed = Long.getLong("specie.chaos.seed", 1);
    int seconds = Integer.getInteger("specie.chaos.seconds", 30);
    String repeat =
        ("./specie test -pl quality/testkit -am -Dtest=ChaosTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dspecie.chaos.seed=%d -Dspecie.chaos.seconds=%d")
            .formatted(seed, seconds);
    System.err.println("chaos with seed " + seed + "; again: " + repeat);

    Trial.Outcome outcome =
        Trial.run(seed, seconds, line -> System.err.println("… chaos: " + line));

    System.err.println("chaos: " + outcome.answered() + " requests answered");
    assertThat(outcome.violations()).as("seed %d; again: %s", seed, repeat).isEmpty();
    assertThat(outcome.strikes()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(outcome.answered()).isGreaterThan(200);
  }

  @Test
  @Requirement({"D1", "D3", "E7", "E9"})
  void nothingIsLostOrForkedWhenTheNetworkIsCut() throws IOException {
    Optional<String> obstacle = Cuts.obstacle();
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));

    Trial.Outcome outcome =
        Cuts.run(
            Long.getLong("specie.chaos.seed", 1), line -> System.err.println("… cuts: " + line));

    assertThat(outcome.violations()).isEmpty();
    assertThat(outcome.strikes()).hasSize(3);
  }

  @Test
  @Requirement({"D1", "D3", "E7"})
  void oneReplicaWithABadClockOrAFullDiskHarmsNobody() throws IOException {
    Optional<String> obstacle = Troubles.obstacle();
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));

    Trial.Outcome outcome =
        Troubles.run(
            Long.getLong("specie.chaos.seed", 1), line -> System.err.println("… trouble: " + line));

    assertThat(outcome.violations()).isEmpty();
    assertThat(outcome.strikes()).hasSize(3);
  }
}
