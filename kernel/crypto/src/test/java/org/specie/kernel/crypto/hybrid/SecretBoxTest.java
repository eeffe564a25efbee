package org.specie.kernel.crypto.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;

class SecretBoxTest {
  private static final ByteString WHO = ByteString.utf8("operator 1");
  private static final ByteString WHAT = ByteString.utf8("a share");
  private final Random random = new Random(7);
  private final Entropy entropy = random::nextBytes;
  private final Secret secret = Secret.random(32, entropy);
  private final ByteString box = SecretBox.seal(secret, "specie/test", WHO, WHAT, entropy);

  @Test
  void opensWhatItSealed() {
    assertThat(box.size()).isEqualTo(WHAT.size() + SecretBox.OVERHEAD);
    assertThat(SecretBox.open(secret, "specie/test", WHO, box)).contains(WHAT);
  }

  @Test
  void refusesEveryChangedByte() {
    for (int i = 0; i < box.size(); i++) {
      byte[] changed = box.toByteArray();
      changed[i] ^= 1;
      assertThat(SecretBox.open(secret, "specie/test", WHO, ByteString.copyOf(changed)))
          .as("byte %d", i)
          .isEmpty();
    }
    for (int size = 0; size < box.size(); size++) {
      assertThat(SecretBox.open(secret, "specie/test", WHO, box.slice(0, size))).isEmpty();
    }
  }

  @Test
  void opensForNoOtherSecretPurposeOrOwner() {
    Secret other = Secret.random(32, entropy);
    assertThat(SecretBox.open(other, "specie/test", WHO, box)).isEmpty();
    assertThat(SecretBox.open(secret, "specie/other", WHO, box)).isEmpty();
    assertThat(SecretBox.open(secret, "specie/test", ByteString.utf8("operator 2"), box)).isEmpty();
  }

  @Test
  void neverSealsTwiceUnderOneKey() {
    assertThat(SecretBox.seal(secret, "specie/test", WHO, WHAT, entropy)).isNotEqualTo(box);
  }
}
