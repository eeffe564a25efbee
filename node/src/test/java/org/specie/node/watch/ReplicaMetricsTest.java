package org.specie.node.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.ledger.consensus.step.ConsensusReason;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.Health;
import org.specie.node.watch.HealthReport.Level;
import org.specie.quality.requirements.Requirement;

class ReplicaMetricsTest {
  private final EngineMetrics engine = new EngineMetrics();
  private final AtomicReference<HealthReport> health =
      new AtomicReference<>(WatchServerTest.report(Level.HEALTHY, 1));
  private final ReplicaMetrics metrics = new ReplicaMetrics("replica-1", "1.2.3");

  @BeforeEach
  void publish() {
    engine.gauge("health.margin", "failures still survived", () -> health.get().margin());
    metrics.status(() -> health.get().status(), health::get);
    engine.meters().forEach(metrics::engine);
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  private Exposition scrape() {
    return Exposition.read(metrics.scrape());
  }

  @Test
  @Requirement({"U12", "E27"})
  void saysEverythingInPrometheusFormatUnderTheReplicasName() {
    Exposition said = scrape();
    assertThat(said.samples()).hasSizeGreaterThan(50);
    assertThat(said.samples())
        .allSatisfy(each -> assertThat(each.labels()).containsEntry("replica", "replica-1"));
    assertThat(said.value("specie_height", Map.of())).isEqualTo(9);
    assertThat(said.value("specie_height_certified", Map.of())).isEqualTo(8);
    assertThat(said.value("specie_height_signed", Map.of())).isEqualTo(7);
    assertThat(said.value("specie_epoch", Map.of())).isEqualTo(2);
    assertThat(said.value("specie_view", Map.of())).isEqualTo(3);
    assertThat(said.value("specie_peers", Map.of())).isEqualTo(3);
  }

  @Test
  @Requirement("E27")
  void namesTheSoftwareThatRuns() {
    assertThat(scrape().value("specie_build", Map.of("version", "1.2.3"))).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  @Requirement("E14")
  void showsTheLevelAsANumber(Level level) {
    int margin = 2 - level.number();
    health.set(WatchServerTest.report(level, margin));
    Exposition said = scrape();
    assertThat(said.value("specie_health", Map.of())).isEqualTo(level.number());
    assertThat(said.value("specie_margin", Map.of())).isEqualTo(margin);
    assertThat(said.value("specie_health_margin", Map.of())).isEqualTo(margin);
  }

  @Test
  @Requirement("E27")
  void countsWhatTheEngineRefusesByCode() {
    for (ConsensusReason reason : ConsensusReason.values()) {
      for (int i = 0; i < times(reason); i++) {
        engine.refused(reason);
      }
    }
    engine.count(EngineMetrics.Event.DECIDED_FAST, 5);
    Exposition said = scrape();
    for (ConsensusReason reason : ConsensusReason.values()) {
      Map<String, String> code = Map.of("code", Integer.toString(reason.code()));
      assertThat(said.value("specie_consensus_refused_total", code)).isEqualTo(times(reason));
    }
    assertThat(said.value("specie_consensus_decided_total", Map.of("path", "fast"))).isEqualTo(5);
    assertThat(said.value("specie_consensus_decided_total", Map.of("path", "slow"))).isZero();
    assertThat(said.types()).containsEntry("specie_consensus_refused_total", "counter");
  }

  private static int times(ConsensusReason reason) {
    return reason.code() % 100;
  }

  /** Whoever is called at night and looks at the health sees the same limits. */
  @Test
  @Requirement("E27")
  void alertsAreRaisedWhereHealthSaysSo() throws IOException {
    String rules = Files.readString(Path.of("..", "docs", "guides", "monitoring", "alerts.yml"));

    assertThat(rules)
        .contains("specie_health == " + Level.DOWN.number() + "\n")
        .contains("max(specie_health) >= " + Level.DEGRADED.number() + "\n")
        .contains("group_right() specie_height > " + Health.Sight.BEHIND_MAX + "\n")
        .contains("min(specie_margin) <= " + new Health(1, List.of("one fails")).margin() + "\n");
    assertThat(new Health(1, List.of("one fails")).level()).isEqualTo(Health.Level.AT_RISK);
  }

  /** The reader that the other tests rely on is strict. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "specie_height 1.0\n",
        "# HELP a b\n# TYPE a gauge\na 1.0",
        "# HELP a b\n# TYPE a gauge\na one\n",
        "# HELP a b\n# TYPE a thing\na 1.0\n",
        "# HELP a b\n# TYPE a gauge\na 1.0\na 2.0\n",
        "# HELP a b\n# TYPE a gauge\na{x=\"1\" 1.0\n",
        "# HELP a b\n# TYPE a gauge\na{x=\"1\"y=\"2\"} 1.0\n",
        "# HELP a b\n# TYPE a gauge\nb 1.0\n",
        "# HELP a b\n# TYPE a gauge\na 1.0\n# HELP b b\n# TYPE b gauge\nb 1.0\na{x=\"2\"} 1.0\n"
      })
  void whatIsNotTheFormatIsNotRead(String text) {
    assertThatThrownBy(() -> Exposition.read(text)).isInstanceOf(AssertionError.class);
  }
}
