package org.specie.offline.purse.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.specie.offline.token.check.TokenReason;
import org.specie.quality.requirements.Requirement;

class DeviceReasonTest {
  @Test
  @Requirement("R87")
  void statusWordsAreRefusalsByNumber() {
    assertThat(DeviceReason.of(0x9c01)).contains(DeviceReason.INSUFFICIENT_BALANCE);
    assertThat(DeviceReason.of(0x9c0f)).contains(DeviceReason.BALANCE_BROKEN);
    assertThat(DeviceReason.of(0x9c12)).contains(DeviceReason.SECRET_LOCKED);
    assertThat(DeviceReason.of(0x9d01)).contains(TokenReason.MALFORMED);
    assertThat(DeviceReason.of(0x9d1a)).contains(TokenReason.STEP_PASSED);
    for (int word : new int[] {0x9000, 0x6985, 0x9c00, 0x9c14, 0x9d00, 0x9d1b, 0x9e01}) {
      assertThat(DeviceReason.of(word)).as("%x", word).isEmpty();
    }
  }
}
