package org.specie.quality.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.quality.bench.ledger.payments.PaymentsBench;
import org.specie.quality.bench.ledger.payments.PaymentsResult;
import org.specie.quality.requirements.Requirement;

/** That private payments through four processes end with signed states; never how fast. */
final class PaymentsBenchTest {
  @Test
  @Requirement({"D27", "E10"})
  void paysThroughFourReplicasAndReportsWhatItCost() throws IOException {
    SecureRandom random = new SecureRandom();
    List<String> told = new ArrayList<>();
    PaymentsResult result =
        new PaymentsBench(
                new PaymentsBench.Plan(4, List.of(1), 1, 1),
                random::nextBytes,
                new PaymentFloor(random::nextBytes),
                told::add)
            .run();

    assertThat(result.curve().keySet()).containsExactly(1);
    assertThat(result.toDocument())
        .containsKeys("clients", "tps", "p50_ms", "p99_ms", "half_load", "baseline", "ratio");
    assertThat(told).anyMatch(line -> line.startsWith("private payments, half of saturation"));
  }
}
