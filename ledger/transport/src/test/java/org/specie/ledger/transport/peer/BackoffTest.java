package org.specie.ledger.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.port.Entropy;

class BackoffTest {
  private static final Entropy LOWEST = bytes -> Arrays.fill(bytes, (byte) 0);
  private static final Entropy HIGHEST = bytes -> Arrays.fill(bytes, (byte) 0xff);

  @Test
  void doublesUpToItsCapWithinItsUpperHalf() {
    Backoff backoff = new Backoff(100, 1000);
    int[] longest = {100, 200, 400, 800, 1000, 1000};
    for (int i = 0; i < longest.length; i++) {
      assertThat(backoff.waitMs(i + 1, LOWEST)).isEqualTo(longest[i] / 2);
      assertThat(backoff.waitMs(i + 1, HIGHEST))
          .isLessThanOrEqualTo(longest[i])
          .isGreaterThan(longest[i] - 2);
    }
    assertThat(backoff.waitMs(Integer.MAX_VALUE, LOWEST)).isEqualTo(500);
  }
}
