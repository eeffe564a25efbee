package org.specie.quality.bench.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.offline.token.value.Minutes;
import org.specie.quality.requirements.Requirement;

class OfflineBenchTest {
  private static final Minutes NOW = new Minutes(29_700_000);

  @TempDir private Path folder;

  /** Everything it runs is refused loudly if it is not as it should be; times are not looked at. */
  @Test
  @Requirement("R29")
  void measuresTrueMessagesAndTrueCards() throws Exception {
    SecureRandom random = new SecureRandom();
    OfflineResult result =
        new OfflineBench(random::nextBytes, NOW, "here", line -> {}).run(folder, 1);

    assertThat(result.operations().get("paying"))
        .as("one payment signature is made")
        .containsEntry("ecdsa_sign", 1);
    assertThat(result.operations().get("redeeming")).doesNotContainKey("ecdsa_sign");
    assertThat(result.workers())
        .as("each worker accepts every payment, and no card computes anything")
        .hasSize(3)
        .allMatch(each -> each.perSecond() > 0 && each.cardOperations() == 0)
        .extracting(AcceptanceBench.Rate::accepted)
        .containsExactly(
            20 * OfflineBench.PAYMENTS, 40 * OfflineBench.PAYMENTS, 80 * OfflineBench.PAYMENTS);
    assertThat(result.toTable()).contains("all workers together, no card: 4");
    assertThat(result.agents().certifyMicros()).isPositive();
    assertThat(result.agents().makeTokenMicros()).isPositive();
    assertThat(result.messages()).hasSize(5);
    assertThat(result.messages())
        .as("a request without payment and an answer are one code each (52, 5.1)")
        .filteredOn(each -> each.name().matches("request, fresh token|answer"))
        .allMatch(each -> each.codes() == 1 && each.version() <= 40);
  }

  @Test
  void saysWhatASecondHolds() {
    OfflineResult result =
        new OfflineResult(
            new OfflineResult.Acceptance(500, 400),
            new OfflineResult.Acceptance(800, 700),
            List.of(),
            1_000,
            new AgentLoad(4_000, 1_000),
            90,
            Map.of("paying", Map.of("ecdsa_sign", 1)),
            List.of(),
            List.of(),
            1,
            "here");
    assertThat(result.known().toDocument()).containsEntry("per_second_and_core", 2_000.0);
    assertThat(result.toDocument()).containsEntry("inspected_per_second_and_core", 1_000.0);
    assertThat(result.toTable()).contains("2000 a second and core, 500 µs");
  }

  /** A million people, twice a day, four times as many in the busiest hour as on average. */
  @Test
  @Requirement("R153")
  void saysWhatAMillionPeopleAskOfAgents() {
    AgentLoad load = new AgentLoad(4_000, 1_000);
    assertThat(load.certificationsPerSecond()).isCloseTo(92.6, within(0.1));
    assertThat(load.tokensPerSecond()).isCloseTo(9.26, within(0.01));
    assertThat(load.cores()).isCloseTo(0.38, within(0.01));
    assertThat(load.bookGigabytes()).isCloseTo(499.3, within(0.1));
  }
}
