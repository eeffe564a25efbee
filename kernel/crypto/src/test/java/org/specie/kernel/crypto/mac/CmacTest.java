package org.specie.kernel.crypto.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.seed.Secret;

class CmacTest {
  private static final Secret KEY =
      Secret.copyOf(ByteString.hex("2b7e151628aed2a6abf7158809cf4f3c").toByteArray());
  private static final String MESSAGE =
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
          + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

  /** RFC 4493, section 4. */
  @ParameterizedTest
  @CsvSource({
    "0, bb1d6929e95937287fa37d129b756746",
    "16, 070a16b46b4d4144f79bdd9dd04a287c",
    "40, dfa66747de9ae63030ca32611497c827",
    "64, 51f0bebf7e3b9d92fc49741779363cfe"
  })
  void isAsInTheRfc(int size, String code) {
    ByteString message = ByteString.hex(MESSAGE).slice(0, size);
    assertThat(Cmac.of(KEY, message).toHex()).isEqualTo(code);
    assertThat(Cmac.of(KEY, message.slice(0, size / 3), message.slice(size / 3, size)).toHex())
        .isEqualTo(code);
  }

  @Test
  void takesNoKeyOfAnotherSize() {
    assertThatThrownBy(() -> Cmac.of(Secret.copyOf(new byte[15])))
        .isInstanceOf(InvariantViolation.class);
  }
}
