package org.specie.ledger.sbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.ledger.sbft.metrics.Health;
import org.specie.ledger.sbft.metrics.Health.Level;
import org.specie.ledger.sbft.metrics.Meter;
import org.specie.quality.requirements.Requirement;

/** The margin as seven replicas stop one after the other. docs/spec/25-sbft-engine.md, 7.1. */
@Timeout(240)
class HealthOfSevenTest {
  @TempDir Path directory;

  private static Health health(Cluster cluster) {
    return cluster.member(0).engine().replicaStatus().health();
  }

  private static long gauge(Cluster cluster) {
    return cluster.member(0).engine().metrics().meters().stream()
        .filter(meter -> meter.name().equals("health.margin"))
        .map(Meter::value)
        .findFirst()
        .orElseThrow()
        .getAsLong();
  }

  private static void expect(Cluster cluster, Level level, int margin) {
    Cluster.await(
        level + " with margin " + margin,
        () -> health(cluster).level() == level && health(cluster).margin() == margin);
    assertThat(gauge(cluster)).isEqualTo(margin);
    assertThat(health(cluster).failing()).hasSize(2 - margin);
  }

  @Test
  @Requirement({"E14", "E27"})
  void theMarginFallsWithEachReplicaThatStopsAndRisesWhenTheyAreBack() throws Exception {
    try (Cluster cluster = Cluster.start(directory, SbftConfig.defaults(), 7)) {
      cluster.member(0).execute(Tally.count("ana", 1));
      expect(cluster, Level.HEALTHY, 2);
      cluster.member(5).down();
      expect(cluster, Level.DEGRADED, 1);
      assertThat(health(cluster).failing()).containsExactly("operator 5 is not connected");
      cluster.member(6).down();
      expect(cluster, Level.AT_RISK, 0);
      cluster.member(0).execute(Tally.count("ana", 2));
      cluster.member(4).down();
      expect(cluster, Level.AT_RISK, -1);
      cluster.member(4).up();
      cluster.member(5).up();
      cluster.member(6).up();
      expect(cluster, Level.HEALTHY, 2);
      cluster.member(0).execute(Tally.count("ana", 3));
    }
  }
}
