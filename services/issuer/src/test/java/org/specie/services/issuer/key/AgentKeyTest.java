package org.specie.services.issuer.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.token.signature.Domain;

class AgentKeyTest {
  private final AgentKey key = AgentKey.generate();
  private final byte[] encoded = key.encode().lend(byte[]::clone);

  @Test
  void isTheSameKeyWhenItIsReadBack() throws MalformedInput {
    AgentKey read = AgentKey.decode(key.encode());
    ByteString said = ByteString.utf8("a configuration");
    assertThat(read.signing().publicKey()).isEqualTo(key.signing().publicKey());
    assertThat(
            key.signing()
                .publicKey()
                .verify(
                    Domain.CONFIGURATION, read.signing().sign(Domain.CONFIGURATION, said), said))
        .isTrue();
    assertThat(key).hasToString("AgentKey[redacted]");
  }

  @Test
  void refusesAKeyThatIsCutShortOrLong() {
    for (int size = 1; size < encoded.length; size++) {
      Secret cut = Secret.copyOf(Arrays.copyOf(encoded, size));
      assertThatThrownBy(() -> AgentKey.decode(cut)).isInstanceOf(MalformedInput.class);
    }
    Secret longer = Secret.copyOf(Arrays.copyOf(encoded, encoded.length + 1));
    assertThatThrownBy(() -> AgentKey.decode(longer)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesTheSecretOfAnotherKey() throws MalformedInput {
    byte[] other = AgentKey.generate().encode().lend(byte[]::clone);
    assertThat(other).hasSameSizeAs(encoded);
    byte[] mixed = encoded.clone();
    int secretEnd = 4 + (encoded[3] & 0xff) + ((encoded[2] & 0xff) << 8);
    System.arraycopy(other, 0, mixed, 0, secretEnd);
    assertThatThrownBy(() -> AgentKey.decode(Secret.copyOf(mixed)))
        .isInstanceOf(MalformedInput.class);
    assertThat(AgentKey.decode(Secret.copyOf(encoded)).signing().publicKey())
        .isEqualTo(key.signing().publicKey());
  }
}
