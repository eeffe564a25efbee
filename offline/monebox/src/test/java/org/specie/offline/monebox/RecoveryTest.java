package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.offline.monebox.Authority.join;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.quality.requirements.Requirement;

/** One direction: in use, disabled, recovered (51.10). */
class RecoveryTest {
  private final Authority authority = Authority.INSTANCE;

  private static final byte[] PAID = Cards.blank().token().issue();

  private static Host tampered() {
    Host host = Cards.funded(10_000, 1);
    host.installKey(host.authority.recovery, ArtLayout.USE_RECOVERY).expectOk();
    host.pay(PAID, 1_000).expectOk();
    host.tamper().expectOk();
    return host;
  }

  private byte[] recoveryKeyId() {
    return Authority.keyId(Authority.point(authority.recovery));
  }

  private Answer confirm(Host host) {
    byte[] keyId = recoveryKeyId();
    byte[] signature = Authority.sign(authority.recovery, "ART1-DON", host.deviceId, keyId);
    return host.send(Instructions.CONFIRM_RECOVERED, join(keyId, signature));
  }

  /** What a recovery agent reads. */
  private byte[] open(byte[] sealed) throws GeneralSecurityException {
    byte[] point = Arrays.copyOf(sealed, 65);
    byte[] secret = Host.agree(authority.recovery, point);
    byte[] domain = "ART1-RKD".getBytes(StandardCharsets.US_ASCII);
    byte[] key = Arrays.copyOf(Authority.sha256(domain, secret, point), 16);
    Cipher aes = Cipher.getInstance("AES/CBC/NoPadding");
    aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return aes.doFinal(sealed, 65, 112);
  }

  @Test
  @Requirement({"R106", "R107"})
  void tamperedCardTellsItsSumsToTheRecoveryAgentAlone() throws GeneralSecurityException {
    Host host = tampered();

    byte[] sealed = host.send(Instructions.RECOVERY_RECORD, recoveryKeyId()).expectData();

    Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
    ecdsa.initVerify(Host.publicKey(host.devicePoint));
    ecdsa.update("ART1-REC".getBytes(StandardCharsets.US_ASCII));
    ecdsa.update(host.deviceId);
    ecdsa.update(sealed, 0, 177);
    assertThat(ecdsa.verify(sealed, 177, 64)).isTrue();
    byte[] record = open(sealed);
    assertThat(Arrays.copyOf(record, 16)).isEqualTo(host.deviceId);
    assertThat(Arrays.copyOfRange(record, 16, 32)).isEqualTo(host.ownerId);
    ByteBuffer sums = ByteBuffer.wrap(record, 32, 33);
    assertThat(sums.getLong()).isEqualTo(9_000);
    assertThat(sums.getLong()).isEqualTo(10_000);
    assertThat(sums.getLong()).isZero();
    assertThat(sums.getLong()).isEqualTo(1_000);
    assertThat(sums.get()).isEqualTo((byte) 1);
    assertThat(host.send(Instructions.RECOVERY_RECORD, recoveryKeyId()).isOk())
        .as("asked for again")
        .isTrue();
  }

  @Test
  @Requirement({"R106", "R107"})
  void nothingLeadsBack() {
    Host host = tampered();
    byte[] token = Cards.blank().token().issue();

    assertThat(host.pay(token, 1).status()).isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.load(2, 1).status()).isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.press().status()).isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.bindFirst(1).status()).isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.personalise().status()).isEqualTo(StatusWords.WRONG_STATE);
    confirm(host).expectOk();
    assertThat(confirm(host).status()).isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.send(Instructions.RECOVERY_RECORD, recoveryKeyId()).status())
        .isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.tamper().status()).isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.initialise().status()).isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.card.select()[1]).isEqualTo(Lifecycle.RECOVERED);
    host.getResult(PAID).expectData();
    assertThat(host.getResult(token).status()).isEqualTo(StatusWords.NOT_FOUND);
  }

  @Test
  @Requirement("R107")
  void onlyRecoveryAgentsAskAndConfirm() {
    Host host = tampered();
    byte[] factory = authority.factoryKeyId();

    assertThat(host.send(Instructions.RECOVERY_RECORD, factory).status())
        .isEqualTo(StatusWords.WRONG_USE);
    byte[] signature =
        Authority.sign(authority.factory, "ART1-DON", host.deviceId, recoveryKeyId());
    assertThat(host.send(Instructions.CONFIRM_RECOVERED, join(recoveryKeyId(), signature)).status())
        .isEqualTo(StatusWords.NOT_SIGNED);
    byte[] otherDevice =
        Authority.sign(authority.recovery, "ART1-DON", new byte[16], recoveryKeyId());
    assertThat(
            host.send(Instructions.CONFIRM_RECOVERED, join(recoveryKeyId(), otherDevice)).status())
        .isEqualTo(StatusWords.NOT_SIGNED);
  }

  @Test
  @Requirement("R106")
  void hostCannotFakeAnAttack() {
    Host host = Cards.funded(10_000, 1);
    byte[] code = host.code(host.bindingKey, Instructions.TAMPER, 0, 0, new byte[0]);

    assertThat(host.send(Instructions.TAMPER, code).status()).isEqualTo(StatusWords.NOT_AUTHENTIC);
    byte[] pressed = host.code(Host.PROCESSOR_KEY, Instructions.PRESS, 0, 0, new byte[0]);
    assertThat(host.send(Instructions.TAMPER, pressed).status())
        .isEqualTo(StatusWords.NOT_AUTHENTIC);
    host.pay(Cards.blank().token().issue(), 1).expectOk();
  }
}
