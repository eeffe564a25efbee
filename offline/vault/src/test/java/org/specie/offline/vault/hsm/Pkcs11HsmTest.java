package org.specie.offline.vault.hsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.vault.Answer;
import org.specie.offline.vault.VaultReason;
import org.specie.quality.requirements.Requirement;

/** Keys in an HSM, and who gets at them (V5). */
class Pkcs11HsmTest {
  private static final ByteString SAID = ByteString.utf8("said");

  @Test
  @Requirement("R116")
  void noKeyHasBytesOutside() throws GeneralSecurityException, IOException {
    Slot slot = SoftHsm.slot();
    Pkcs11Hsm hsm = SoftHsm.open(slot);
    hsm.makeSigningKey("sign");
    hsm.makeCodeKey("code");
    KeyStore store = SoftHsm.thief(slot);

    for (String name : List.of("sign", "code")) {
      Key key = store.getKey(name, null);
      assertThat(key).as(name).isNotNull();
      assertThat(key.getEncoded()).as(name).isNull();
      assertThat(key.getFormat()).as(name).isNull();
      assertThat(key.toString()).contains("sensitive", "unextractable");
    }
    Key secret = store.getKey("sign", null);
    KeyFactory factory = KeyFactory.getInstance("EC", store.getProvider());
    assertThatThrownBy(() -> factory.getKeySpec(secret, ECPrivateKeySpec.class))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> factory.getKeySpec(secret, PKCS8EncodedKeySpec.class))
        .isInstanceOf(GeneralSecurityException.class);
  }

  /** A payee refuses the upper half of s, and an HSM gives it half of the time. */
  @Test
  void signsInTheLowerHalf() throws IOException {
    Pkcs11Hsm hsm = SoftHsm.fresh();
    P256Key key = hsm.makeSigningKey("sign");
    for (int i = 0; i < 24; i++) {
      ByteString part = ByteString.utf8("part " + i);
      P256Signature signature = hsm.sign("sign", Domain.PAYMENT.prefix(), part);
      assertThat(key.verify(Domain.PAYMENT, signature, part)).isTrue();
      assertThat(key.verify(Domain.PAYMENT, signature, SAID)).isFalse();
    }
  }

  @Test
  void keysStayUntilTheyAreDestroyed() throws IOException {
    Slot slot = SoftHsm.slot();
    Pkcs11Hsm hsm = SoftHsm.open(slot);
    P256Key key = hsm.makeSigningKey("sign");
    assertThat(hsm.makeCodeKey("code")).containsExactly("code", "sign");
    ByteString code = hsm.code("code", SAID);
    Pkcs11Hsm other = SoftHsm.open(slot);

    assertThat(other.names()).containsExactly("code", "sign");
    assertThat(other.code("code", SAID)).isEqualTo(code);
    assertThat(other.code("code", ByteString.utf8("sa"), ByteString.utf8("id"))).isEqualTo(code);
    assertThat(key.verify(Domain.PAYMENT, other.sign("sign", Domain.PAYMENT.prefix(), SAID), SAID))
        .isTrue();
    other.destroy("code");
    other.destroy("sign");
    other.destroy("never made");
    assertThat(hsm.names()).isEmpty();
    assertThatThrownBy(() -> hsm.code("code", SAID)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> hsm.sign("sign", SAID)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> other.code("never made", SAID)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesAWrongPin() throws IOException {
    Slot slot = SoftHsm.slot();
    assertThat(Pkcs11Hsm.open(slot, SoftHsm.pin("8642")))
        .isEqualTo(new Answer.Refused<>(VaultReason.WRONG_PIN));
    assertThat(SoftHsm.open(slot).names()).isEmpty();
  }

  @Test
  void refusesAnEmptySlotAndALibraryThatIsNone(@TempDir Path folder) throws IOException {
    Slot slot = SoftHsm.slot();
    assertThatThrownBy(() -> Pkcs11Hsm.open(new Slot(slot.library(), 7), SoftHsm.pin(SoftHsm.PIN)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("slot");
    Path none = Files.writeString(folder.resolve("none.so"), "no library");
    assertThatThrownBy(() -> Pkcs11Hsm.open(new Slot(none, 0), SoftHsm.pin(SoftHsm.PIN)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.so");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "12 34", "12\t34", "1234\n\n", "1234\r\n"})
  void aPinIsOfVisibleCharacters(String text, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("pin"), text);
    assertThatThrownBy(() -> Pin.read(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aPinIsReadWrittenNowhereAndDestroyed(@TempDir Path folder) throws IOException {
    Pin pin = Pin.read(Files.writeString(folder.resolve("pin"), "2468\n"));
    assertThat(pin.<String>lend(String::new)).isEqualTo("2468");
    assertThat(pin.toString()).doesNotContain("2468");
    assertThatThrownBy(() -> Pin.read(Files.writeString(folder.resolve("long"), "1".repeat(256))))
        .isInstanceOf(IOException.class);
    pin.destroy();
    assertThatThrownBy(() -> pin.<String>lend(String::new)).isInstanceOf(InvariantViolation.class);
  }
}
