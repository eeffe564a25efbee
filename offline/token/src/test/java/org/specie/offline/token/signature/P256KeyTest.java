package org.specie.offline.token.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.offline.token.Vectors;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.receipt.Configuration;
import org.specie.quality.requirements.Requirement;

@Requirement("R7")
class P256KeyTest {
  private static final P256Key FACTORY = ((KeyCert) Vectors.certificate("factory")).key();
  private static final Configuration CONFIGURATION = Vectors.configuration("plain");

  private static boolean isRight(P256Key key, P256Signature signature) {
    return key.verify(Domain.CONFIGURATION, signature, CONFIGURATION.signedBytes());
  }

  private static ByteString number(BigInteger value) {
    String hex = value.toString(16);
    return ByteString.hex("0".repeat(64 - hex.length()) + hex);
  }

  private static P256Signature signature(ByteString r, ByteString s) {
    return new P256Signature(ByteString.concat(r, s));
  }

  @Test
  void keysOfTheJdkAreTheSameBytes() {
    assertThat(P256Key.of((ECPublicKey) FACTORY.onCurve().orElseThrow())).isEqualTo(FACTORY);
  }

  /** What adds up to the order signs the same for others, and not here. */
  @Test
  void aSignatureHasNoTwin() {
    ByteString bytes = CONFIGURATION.signature().bytes();
    ByteString r = bytes.slice(0, 32);
    BigInteger s = new BigInteger(1, bytes.slice(32, 64).toByteArray());

    assertThat(isRight(FACTORY, CONFIGURATION.signature())).isTrue();
    assertThat(isRight(FACTORY, signature(r, number(P256Signature.ORDER.subtract(s))))).isFalse();
  }

  @Test
  void numbersOutOfRangeAreNoSignature() {
    ByteString bytes = CONFIGURATION.signature().bytes();
    for (BigInteger bad : List.of(BigInteger.ZERO, P256Signature.ORDER)) {
      assertThat(isRight(FACTORY, signature(number(bad), bytes.slice(32, 64)))).isFalse();
      assertThat(isRight(FACTORY, signature(bytes.slice(0, 32), number(bad)))).isFalse();
    }
  }

  @Test
  void bytesThatAreNoPointVerifyNothing() {
    byte[] off = FACTORY.point().toByteArray();
    off[63] ^= 1;
    for (byte[] bytes : List.of(off, new byte[64], ByteString.hex("ff".repeat(64)).toByteArray())) {
      P256Key key = new P256Key(ByteString.copyOf(bytes));
      assertThat(key.onCurve()).isEmpty();
      assertThat(isRight(key, CONFIGURATION.signature())).isFalse();
    }
  }
}
