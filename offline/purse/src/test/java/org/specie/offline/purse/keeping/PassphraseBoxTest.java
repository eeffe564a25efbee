package org.specie.offline.purse.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;

/** Page 52, 11.1. */
class PassphraseBoxTest {
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final ByteString PLAIN = ByteString.utf8("what nobody else reads");
  private static final int MAGIC_AND_VERSION = 14;

  private final ByteString file =
      PassphraseBox.seal("passphrase".toCharArray(), CHEAP, PLAIN, ENTROPY);

  private static Optional<ByteString> open(String passphrase, ByteString file)
      throws MalformedInput {
    return PassphraseBox.open(passphrase.toCharArray(), file);
  }

  @Test
  void opensWithItsPassphraseAlone() throws MalformedInput {
    assertThat(open("passphrase", file)).contains(PLAIN);
    assertThat(open("Passphrase", file)).isEmpty();
    assertThat(open("", file)).isEmpty();
    assertThat(PassphraseBox.costOf(file)).isEqualTo(CHEAP);
  }

  @Test
  void refusesEveryChangedByte() {
    for (int at = 0; at < file.size(); at++) {
      byte[] changed = file.toByteArray();
      changed[at] ^= 1;
      Optional<ByteString> opened = Optional.empty();
      try {
        opened = open("passphrase", ByteString.copyOf(changed));
      } catch (MalformedInput _) {
        assertThat(at).as("a header that is none").isLessThan(MAGIC_AND_VERSION + 12);
      }
      assertThat(opened).as("byte %d", at).isEmpty();
    }
  }

  @Test
  void refusesFilesThatAreCut() throws MalformedInput {
    assertThat(open("passphrase", file.slice(0, file.size() - 1))).isEmpty();
    for (int size : new int[] {0, 5, MAGIC_AND_VERSION, MAGIC_AND_VERSION + 20}) {
      assertThatThrownBy(() -> open("passphrase", file.slice(0, size)))
          .isInstanceOf(MalformedInput.class);
    }
  }
}
