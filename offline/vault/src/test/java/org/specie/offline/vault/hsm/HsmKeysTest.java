package org.specie.offline.vault.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaSigner;
import org.specie.kernel.crypto.blind.Blinding;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.vault.VaultReason;
import org.specie.quality.requirements.Requirement;

/** Keys of agents in an HSM, and who gets at them. */
class HsmKeysTest {
  private static final int BITS = 2_048;
  private static final ByteString SAID = ByteString.utf8("said");
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;

  private static HsmKeys open(Slot slot) throws IOException {
    return HsmKeys.open(slot, SoftHsm.pin(SoftHsm.PIN));
  }

  private static SigningKey signing(HsmKeys keys, String name) throws IOException {
    return SigningKey.in(keys.provider(), keys.pair(name));
  }

  @Test
  @Requirement("R68")
  void noKeyOfAnAgentHasBytesOutside() throws GeneralSecurityException, IOException {
    Slot slot = SoftHsm.slot();
    HsmKeys keys = open(slot);
    assertThat(keys.makeSigning("factory").getPrivate().getEncoded()).isNull();
    var _ = keys.makeBlind("class", BITS);
    KeyStore store = SoftHsm.thief(slot);

    for (String name : List.of("factory", "class")) {
      Key key = store.getKey(name, null);
      assertThat(key).as(name).isNotNull();
      assertThat(key.getEncoded()).as(name).isNull();
      assertThat(key.getFormat()).as(name).isNull();
      assertThat(key.toString()).contains("sensitive", "unextractable");
      KeyFactory factory = KeyFactory.getInstance(key.getAlgorithm(), store.getProvider());
      assertThatThrownBy(() -> factory.getKeySpec(key, PKCS8EncodedKeySpec.class))
          .as(name)
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  @Requirement("R68")
  void signsAndAgreesAsAKeyInMemoryDoes() throws IOException {
    Slot slot = SoftHsm.slot();
    var _ = open(slot).makeSigning("recovery");
    SigningKey key = signing(open(slot), "recovery");

    for (int i = 0; i < 24; i++) {
      ByteString part = ByteString.utf8("part " + i);
      assertThat(
              key.publicKey()
                  .verify(Domain.CONFIGURATION, key.sign(Domain.CONFIGURATION, part), part))
          .isTrue();
      assertThat(
              key.publicKey()
                  .verify(Domain.CONFIGURATION, key.sign(Domain.CONFIGURATION, part), SAID))
          .isFalse();
    }
    SigningKey other = SigningKey.generate();
    assertThat(key.agree(other.publicKey()).orElseThrow().<ByteString>lend(ByteString::copyOf))
        .isEqualTo(other.agree(key.publicKey()).orElseThrow().<ByteString>lend(ByteString::copyOf));
  }

  @Test
  @Requirement("R68")
  void signsUnseen() throws IOException {
    Slot slot = SoftHsm.slot();
    var _ = open(slot).makeBlind("class", BITS);
    BlindRsaSigner key = open(slot).blind("class");

    for (int i = 0; i < 8; i++) {
      ByteString message = ByteString.utf8("key " + i);
      Blinding blinding = Blinding.of(key.publicKey(), message, ENTROPY);
      ByteString signed = key.sign(blinding.blinded()).orElseThrow();
      Blinding.SignedMessage made = blinding.finish(signed).orElseThrow();
      assertThat(key.publicKey().verify(made.prepared(), made.signature())).isTrue();
    }
    byte[] one = new byte[BITS / 8];
    one[one.length - 1] = 1;
    assertThat(key.sign(ByteString.copyOf(one)))
        .as("a power with leading zeros keeps its length")
        .contains(ByteString.copyOf(one));
  }

  @Test
  void signsNothingThatIsNoNumberBelowTheModulus() throws IOException {
    BlindRsaSigner key = open(SoftHsm.slot()).makeBlind("class", BITS);
    ByteString modulus = key.publicKey().modulus();

    assertThat(key.sign(ByteString.EMPTY)).isEmpty();
    assertThat(key.sign(modulus)).isEmpty();
    assertThat(key.sign(modulus.slice(1, modulus.size()))).isEmpty();
    assertThat(key.sign(ByteString.concat(ByteString.copyOf(new byte[1]), modulus))).isEmpty();
  }

  @Test
  void aKeyIsForOneThing() throws IOException {
    Slot slot = SoftHsm.slot();
    HsmKeys keys = open(slot);
    var _ = keys.makeSigning("factory");
    var _ = keys.makeBlind("class", BITS);

    assertThatThrownBy(() -> keys.blind("factory")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> keys.blind("never made")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> keys.pair("never made")).isInstanceOf(IOException.class);
    assertThatCode(() -> HsmKeys.open(slot, SoftHsm.pin("8642")))
        .as("this process is logged in already")
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAWrongPin() throws IOException {
    Slot slot = SoftHsm.slot();
    assertThatThrownBy(() -> HsmKeys.open(slot, SoftHsm.pin("8642")))
        .isInstanceOfSatisfying(
            WrongPin.class, e -> assertThat(e.reason()).isEqualTo(VaultReason.WRONG_PIN));
  }

  /** What a role asked for is not answered, and can be asked again; nothing is signed in memory. */
  @Test
  void aDeviceThatIsGoneSignsNothing() throws IOException {
    HsmKeys keys = open(SoftHsm.slot());
    var _ = keys.makeSigning("factory");
    SigningKey key = signing(keys, "factory");
    BlindRsaSigner blind = keys.makeBlind("class", BITS);
    ByteString blinded = Blinding.of(blind.publicKey(), SAID, ENTROPY).blinded();
    keys.close();

    assertThatThrownBy(() -> key.sign(Domain.CONFIGURATION, SAID))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> blind.sign(blinded)).isInstanceOf(UncheckedIOException.class);
  }
}
