package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.offline.monebox.Authority.amount;
import static org.specie.offline.monebox.Authority.join;
import static org.specie.offline.monebox.Authority.u32;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.quality.requirements.Requirement;

/** Who may spend, how much, and with which finger (51.6, 51.7). */
class ApprovalsTest {
  private final byte[] token = Cards.blank().token().issue();

  @Test
  @Requirement({"R85", "R88"})
  void approvalIsForOnePaymentOnce() {
    Host host = Cards.funded(10_000, 2);
    byte[] data = Host.payment(token, new byte[0], 100, Authority.NOW);
    byte[] vouched = host.vouched(Instructions.PAY, 0, 0, data);
    byte[] more = vouched.clone();
    more[7]++;

    assertThat(host.send(Instructions.PAY, more).status()).isEqualTo(StatusWords.NOT_AUTHENTIC);
    assertThat(host.send(Instructions.PAY, vouched).status())
        .as("a challenge that was used up")
        .isEqualTo(StatusWords.NO_CHALLENGE);
    byte[] again = host.vouched(Instructions.PAY, 0, 0, data);
    host.send(Instructions.PAY, again).expectOk();
    assertThat(host.send(Instructions.PAY, again).status()).isEqualTo(StatusWords.NO_CHALLENGE);
    host.challenge();
    assertThat(host.send(Instructions.PAY, again).status()).isEqualTo(StatusWords.NOT_AUTHENTIC);
    assertThat(host.status().spent()).isEqualTo(100);
  }

  @Test
  @Requirement("R88")
  void approvalIsForOneCommandAndDiesWithAReset() {
    Host host = Cards.funded(10_000, 1);
    byte[] forGenerate = host.vouched(Instructions.GENERATE, 0, 0, new byte[0]);

    assertThat(host.send(Instructions.ACTIVATE, forGenerate).status())
        .isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.send(Instructions.STATUS, forGenerate).status())
        .isEqualTo(StatusWords.NOT_AUTHENTIC);
    byte[] forStatus = host.vouched(Instructions.STATUS, 0, 0, new byte[0]);
    host.card.select();
    assertThat(host.send(Instructions.STATUS, forStatus).status())
        .isEqualTo(StatusWords.NO_CHALLENGE);
  }

  @Test
  @Requirement({"R89", "R99", "R100"})
  void everyHostHasItsOwnKeyAndLimit() {
    Host host = Cards.funded(10_000, 3);
    Host second = host.beside();
    host.press().expectOk();
    second.bindWith(host, 50).expectOk();
    byte[] stolen = host.bindingKey;

    assertThat(second.pay(token, 51).status()).isEqualTo(StatusWords.ABOVE_BINDING_LIMIT);
    second.pay(token, 50).expectOk();
    host.pay(Cards.blank().token().issue(), 51).expectOk();
    second.bindingKey = stolen;
    assertThat(second.pay(Cards.blank().token().issue(), 1).status())
        .isEqualTo(StatusWords.NOT_AUTHENTIC);
  }

  @Test
  @Requirement("R99")
  void bindsUpToFourHostsEachWithTheOwnersConsent() {
    Host host = Cards.operational();
    Host stranger = host.beside();

    assertThat(stranger.bindWith(host, 5).status()).isEqualTo(StatusWords.BUTTON_REQUIRED);
    host.press().expectOk();
    assertThat(stranger.bindFirst(5).status()).isEqualTo(StatusWords.WRONG_LENGTH);
    assertThat(stranger.bindWith(stranger, 5).status()).isEqualTo(StatusWords.NOT_AUTHENTIC);
    Host last = host;
    for (int i = 1; i < Bindings.PLACES; i++) {
      last = host.beside();
      host.press().expectOk();
      last.bindWith(host, 5).expectOk();
    }
    host.press().expectOk();
    assertThat(stranger.bindWith(host, 5).status()).isEqualTo(StatusWords.NO_ROOM);
    host.sendVouched(Instructions.UNBIND, new byte[] {last.binding}).expectOk();
    assertThat(last.sendVouched(Instructions.STATUS, new byte[0]).status())
        .isEqualTo(StatusWords.NOT_FOUND);
    host.press().expectOk();
    stranger.bindWith(host, 5).expectOk();
    assertThat(stranger.status().bindings()).isEqualTo(Bindings.PLACES);
  }

  @Test
  @Requirement("R72")
  void bindingIsSignedByTheDevice() throws GeneralSecurityException {
    Host host = Cards.blank();
    host.test().expectOk();
    host.initialise().expectOk();
    host.personalise().expectOk();
    host.press().expectOk();
    byte[] data = Host.bindData(Authority.newPair(), 5);

    byte[] said = host.send(Instructions.BIND, data).expectData();

    Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
    ecdsa.initVerify(Host.publicKey(host.devicePoint));
    ecdsa.update("ART1-BND".getBytes(StandardCharsets.US_ASCII));
    ecdsa.update(host.deviceId);
    ecdsa.update(data);
    ecdsa.update(said, 0, 66);
    assertThat(ecdsa.verify(said, 66, 64)).isTrue();
  }

  /** What it shows is for the other chip alone, and is the balance. */
  @Test
  @Requirement("R112")
  void tellsTheProcessorWhatItHolds() {
    Host host = Cards.funded(9_000, 1);
    host.pay(token, 1_250).expectOk();
    byte[] byHost = host.code(host.bindingKey, Instructions.SHOW, 0, 0, new byte[0]);
    assertThat(host.send(Instructions.SHOW, byHost).status()).isEqualTo(StatusWords.NOT_AUTHENTIC);

    byte[] code = host.code(Host.PROCESSOR_KEY, Instructions.SHOW, 0, 0, new byte[0]);
    byte[] said = host.send(Instructions.SHOW, code).expectData();

    assertThat(Arrays.copyOf(said, 12))
        .isEqualTo(
            join(new byte[] {Lifecycle.OPERATIONAL, 3, (byte) 0xD2, 2}, amount(9_000 - 1_250)));
    assertThat(host.send(Instructions.SHOW, code).status()).isEqualTo(StatusWords.NO_CHALLENGE);
  }

  @Test
  @Requirement("R73")
  void tellsABoundHostItsRootWithTheCardsOwnCode() {
    Host host = Cards.blank();
    byte[] installed = host.authority.rootCertificate();
    host.test(installed).expectOk();
    host.initialise().expectOk();
    host.personalise().expectOk();
    host.press().expectOk();
    host.bindFirst(5).expectOk();
    byte[] asked = host.vouched(Instructions.ROOT, 0, 0, new byte[0]);
    byte[] wrong = asked.clone();
    wrong[5] ^= 1;

    assertThat(host.send(Instructions.ROOT, wrong).status()).isEqualTo(StatusWords.NOT_AUTHENTIC);
    byte[] challenge = host.challenge();
    byte[] code = host.code(host.bindingKey, new byte[] {Instructions.ROOT, 0, 0}, challenge);
    byte[] said = host.send(Instructions.ROOT, join(new byte[] {host.binding}, code)).expectData();

    assertThat(said).hasSize(196).startsWith(installed);
    byte[] header = {(byte) (Instructions.ROOT | 0x80), 0, 0};
    byte[] root = Arrays.copyOf(said, 180);
    assertThat(Arrays.copyOfRange(said, 180, 196))
        .isEqualTo(host.code(host.bindingKey, header, challenge, root));
  }

  @Test
  @Requirement("R72")
  void bindsToNoPointInAnotherForm() {
    Host host = Cards.operational();
    byte[] data = Host.bindData(Authority.newPair(), 5);
    data[0] = 2;
    host.press().expectOk();

    assertThat(host.sendVouched(Instructions.BIND, data).status()).isEqualTo(StatusWords.MALFORMED);
    assertThat(host.status().bindings()).isEqualTo(1);
  }

  @Test
  @Requirement("R113")
  void buttonIsNeededFromItsLimitOn() {
    Host host = Cards.funded(90_000, 3);

    assertThat(host.pay(token, Host.BUTTON_LIMIT).status()).isEqualTo(StatusWords.BUTTON_REQUIRED);
    host.press().expectOk();
    host.pay(token, Host.BUTTON_LIMIT).expectOk();
    byte[] next = Cards.blank().token().issue();
    assertThat(host.pay(next, Host.BUTTON_LIMIT).status())
        .as("one press, one payment")
        .isEqualTo(StatusWords.BUTTON_REQUIRED);
    host.pay(next, Host.BUTTON_LIMIT - 1).expectOk();
  }

  @Test
  @Requirement("R113")
  void limitOfTheButtonOnlyFalls() {
    Host host = Cards.funded(10_000, 1);

    assertThat(host.sendVouched(Instructions.SET_LIMIT, amount(Host.BUTTON_LIMIT + 1)).status())
        .isEqualTo(StatusWords.LIMIT_ONLY_LOWER);
    host.sendVouched(Instructions.SET_LIMIT, amount(50)).expectOk();
    assertThat(host.sendVouched(Instructions.SET_LIMIT, amount(51)).status())
        .isEqualTo(StatusWords.LIMIT_ONLY_LOWER);
    assertThat(host.pay(token, 50).status()).isEqualTo(StatusWords.BUTTON_REQUIRED);
  }

  @Test
  @Requirement("R113")
  void whatIsPaidWithoutAPressHasACap() {
    Host host = Cards.funded(90_000, 4);
    host.pay(token, 19_000).expectOk();

    byte[] next = Cards.blank().token().issue();
    assertThat(host.pay(next, 11_001).status()).isEqualTo(StatusWords.PRESS_OVERDUE);
    host.pay(next, 11_000).expectOk();
    byte[] third = Cards.blank().token().issue();
    assertThat(host.pay(third, 1).status()).isEqualTo(StatusWords.PRESS_OVERDUE);
    host.press().expectOk();
    host.pay(third, 1).expectOk();
    assertThat(host.status().unpressed()).isZero();
  }

  @Test
  @Requirement({"R109", "R110"})
  void tapPaysLittleAndOnlyThroughTheAir() {
    Host host = Cards.funded(10_000, 2);

    assertThat(host.tap(token, 10).status()).isEqualTo(StatusWords.WRONG_MEDIUM);
    host.card.contactless(true);
    assertThat(host.tap(token, Host.TAP_LIMIT + 1).status()).isEqualTo(StatusWords.ABOVE_TAP_LIMIT);
    byte[] payment = host.tap(token, Host.TAP_LIMIT).expectData();
    assertThat(host.tap(token, Host.TAP_LIMIT).expectData()).isEqualTo(payment);
    assertThat(host.status().unpressed()).isEqualTo(Host.TAP_LIMIT);
  }

  private static byte[] config(Host host, int serial, long tap, long cap) {
    byte[] data = join(u32(serial), amount(tap), amount(cap));
    return join(data, Authority.sign(host.authority.manager, "ART1-CON", host.deviceId, data));
  }

  @Test
  @Requirement({"R109", "R115"})
  void configurationComesThroughTheAirOnceAndSigned() {
    Host host = Cards.operational();
    byte[] update = config(host, 3, 70, 700);

    assertThat(host.send(Instructions.UPDATE_CONFIG, update).status())
        .isEqualTo(StatusWords.WRONG_MEDIUM);
    host.card.contactless(true);
    for (int at : new int[] {0, 11, 19, 20, 83}) {
      byte[] tampered = update.clone();
      tampered[at] ^= 1;
      assertThat(host.send(Instructions.UPDATE_CONFIG, tampered).status())
          .isEqualTo(StatusWords.NOT_SIGNED);
    }
    host.send(Instructions.UPDATE_CONFIG, update).expectOk();
    assertThat(host.send(Instructions.UPDATE_CONFIG, update).status())
        .isEqualTo(StatusWords.WRONG_SERIAL);
    assertThat(host.send(Instructions.UPDATE_CONFIG, config(host, 2, 1, 1)).status())
        .isEqualTo(StatusWords.WRONG_SERIAL);
    assertThat(host.status().tapLimit()).isEqualTo(70);
    assertThat(host.status().cap()).isEqualTo(700);
    assertThat(host.status().buttonLimit()).isEqualTo(Host.BUTTON_LIMIT);
  }

  /** A host that lies about the time gets no further than the floor (G5). */
  @Test
  @Requirement("R32")
  void timeGoesForwardOnly() {
    Host host = Cards.funded(10_000, 2);
    host.installKey(host.authority.timeKeeper, ArtLayout.USE_TIME).expectOk();

    host.time(Authority.NOW + 5).expectOk();
    host.time(Authority.NOW + 2).expectOk();

    assertThat(host.status().floor()).isEqualTo(Authority.NOW + 5);
    assertThat(host.pay(token, new byte[0], 10, Authority.NOW + 4).status())
        .isEqualTo(StatusWords.BEFORE_TIME_FLOOR);
    assertThat(host.pay(token, new byte[0], 10, -1).status()).isEqualTo(StatusWords.NOT_CANONICAL);
    assertThat(host.pay(token, new byte[0], 10, Authority.NOW + 10_001).status())
        .isEqualTo(StatusWords.OUTSIDE_DATES);
    host.pay(token, new byte[0], 10, Authority.NOW + 5).expectOk();
  }

  @Test
  @Requirement("R32")
  void onlyTimeKeepersSayTheTime() {
    Host host = Cards.operational();
    KeyPair keeper = host.authority.timeKeeper;
    byte[] unknown = join(Authority.keyId(Authority.point(keeper)), u32(Authority.NOW));
    byte[] signature = Authority.sign(keeper, "ART1-TIM", unknown);

    assertThat(host.send(Instructions.TIME, join(unknown, signature)).status())
        .isEqualTo(StatusWords.UNKNOWN_KEY);
    byte[] factory = join(host.authority.factoryKeyId(), u32(Authority.NOW));
    byte[] wrongUse = Authority.sign(host.authority.factory, "ART1-TIM", factory);
    assertThat(host.send(Instructions.TIME, join(factory, wrongUse)).status())
        .isEqualTo(StatusWords.WRONG_USE);
    host.installKey(keeper, ArtLayout.USE_TIME).expectOk();
    byte[] tampered = join(unknown, signature);
    tampered[10] ^= 1;
    assertThat(host.send(Instructions.TIME, tampered).status()).isEqualTo(StatusWords.NOT_SIGNED);
    assertThat(host.time(Authority.UNTIL + 1).status()).isEqualTo(StatusWords.OUTSIDE_DATES);
  }
}
