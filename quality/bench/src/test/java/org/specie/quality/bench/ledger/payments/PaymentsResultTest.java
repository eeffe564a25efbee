package org.specie.quality.bench.ledger.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;

/** What is made of figures, with figures one can work out in one's head. */
class PaymentsResultTest {
  /** 4 x (1.0 + 0.5) + 2 x 0.5 = 7 ms at the replicas, and 3 ms at the wallet. */
  private static final Floor FLOOR = new Floor(32, 1_000, 500, 500, 3_000, 2);

  private static Point point(int clients, double perSecond) {
    return new Point(clients, perSecond, perSecond, 10, 20, 30, 15, 3, 5, 100);
  }

  @Test
  @Requirement("D24")
  void theBaselineIsTheCryptographyOnAllCores() {
    PaymentsResult result =
        new PaymentsResult(List.of(point(1, 20), point(32, 150)), point(0, 75), FLOOR);

    Map<String, Object> document = result.toDocument();

    assertThat(document)
        .containsEntry("clients", 32)
        .containsEntry("tps", 150.0)
        .containsEntry("p50_ms", 10.0)
        .containsEntry("p99_ms", 20.0)
        .containsEntry("ratio", 0.75)
        .containsEntry("ratio_without_wallets", 0.53)
        .containsEntry("compilers_cpu_ms", 3.0)
        .containsEntry("cpu_ratio", 0.5);
    assertThat(document.get("baseline"))
        .isInstanceOfSatisfying(
            Map.class,
            baseline -> {
              assertThat(baseline.get("cpu_ms")).isEqualTo(10.0);
              assertThat(baseline.get("tps")).isEqualTo(200.0);
            });
    assertThat(document).containsKeys("by_clients", "half_load");
    assertThat(result.toCsv().lines()).hasSize(4);
    assertThat(result.lines()).anyMatch(line -> line.endsWith("200 payments/s; reached 75 %"));
  }

  @Test
  void countsWhatEndedInTheMiddleOfARound() {
    Samples samples = new Samples();
    for (int i = 1; i <= 10; i++) {
      samples.add(i * 1_000_000L, i * 500_000L);
    }

    Samples middle = samples.within(samples.endOf(2) + 1, 8_000_000L);

    assertThat(middle.count()).isEqualTo(4);
    assertThat(middle.millis(0)).isEqualTo(2.0);
    assertThat(middle.millis(1)).isEqualTo(3.5);
  }
}
