package org.specie.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;

@Requirement("E24")
class ActivationTest {
  @Test
  void aChangeTakesEffectAtTheFirstCheckpointAWindowLater() {
    assertThat(Activation.lastHeight(0)).isEqualTo(128);
    assertThat(Activation.lastHeight(1)).isEqualTo(192);
    assertThat(Activation.lastHeight(64)).isEqualTo(192);
    assertThat(Activation.lastHeight(65)).isEqualTo(256);
  }

  @Test
  void nobodyDecidesBeyondAChangeItDoesNotKnow() {
    for (long decided = 0; decided < 1_000; decided++) {
      long last = Activation.lastHeight(decided);
      assertThat(last % Activation.CHECKPOINT_INTERVAL).isZero();
      assertThat(last - decided)
          .isBetween(
              (long) Activation.WINDOW,
              (long) Activation.WINDOW + Activation.CHECKPOINT_INTERVAL - 1);
    }
  }
}
