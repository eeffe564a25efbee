package org.specie.ledger.sbft.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;
import org.specie.ledger.sbft.metrics.Health.Level;
import org.specie.ledger.sbft.metrics.Health.Sight;
import org.specie.quality.requirements.Requirement;

class EngineMetricsTest {
  private final EngineMetrics metrics = new EngineMetrics();

  /** Every meter that is not zero, by its name and labels. */
  private Map<String, Long> moved() {
    Map<String, Long> moved = new TreeMap<>();
    for (Meter meter : metrics.meters()) {
      long value = meter.value().getAsLong();
      if (value != 0) {
        assertThat(moved.put(meter.name() + meter.labels(), value)).as(meter.name()).isNull();
      }
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(ConsensusReason.class)
  @Requirement("E27")
  void countsARefusedMessageUnderItsCodeAndNoOther(ConsensusReason reason) {
    metrics.refused(reason);
    metrics.refused(reason);
    assertThat(moved())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("consensus.refused{code=" + reason.code() + "}", 2L));
    assertThat(metrics.of(reason)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Event.class)
  void countsAnEventInOneMeterAndNoOther(Event event) {
    metrics.count(event, 3);
    assertThat(moved()).hasSize(1).containsValue(3L);
  }

  @Test
  void tellsMetersApartByNameAndLabels() {
    metrics.gauge("chain.height", "last durable block", () -> 7);
    List<String> names =
        metrics.meters().stream().map(meter -> meter.name() + meter.labels()).toList();
    assertThat(names).doesNotHaveDuplicates().contains("chain.height{}");
  }

  @Test
  void sortsWhatTookLongIntoEachBoundItStaysWithin() {
    metrics.logSync().record(400_000);
    metrics.logSync().record(2_000_000_000L);
    metrics.logSync().record(-5);
    Map<String, Long> moved = moved();
    assertThat(moved)
        .containsEntry("log.sync.count{}", 3L)
        .containsEntry("log.sync.max.micros{}", 2_000_000L)
        .containsEntry("log.sync.sum.micros{}", 2_000_400L)
        .containsEntry("log.sync.bucket{le_micros=250}", 1L)
        .containsEntry("log.sync.bucket{le_micros=500}", 2L)
        .containsEntry("log.sync.bucket{le_micros=1000000}", 2L);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0, 0, true, HEALTHY",
    "false, 0, 0, true, AT_RISK",
    "true, 5000, 0, true, HEALTHY",
    "true, 5001, 0, true, AT_RISK",
    "true, 0, 128, true, HEALTHY",
    "true, 0, 129, true, AT_RISK",
    "true, 0, 0, false, AT_RISK"
  })
  @Requirement("E14")
  void oneFailureOfOneSurvivedIsARisk(
      boolean isConnected, long silentMs, long behind, boolean isVoting, Level level) {
    Sight sight = new Sight("operator 3", isConnected, silentMs, behind, isVoting);
    Sight well = new Sight("operator 1", true, 0, 0, true);
    Health health = Health.of(1, List.of(well, sight));
    assertThat(health.level()).isEqualTo(level);
    assertThat(health.margin()).isEqualTo(level == Level.HEALTHY ? 1 : 0);
    assertThat(Health.of(2, List.of(well, sight)).level())
        .isEqualTo(level == Level.HEALTHY ? Level.HEALTHY : Level.DEGRADED);
  }
}
