package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.quality.requirements.Requirement;

/** A card from its first selection to money that went from one card to another. */
class PaymentWalkTest {
  @Test
  @Requirement({"R2", "R21"})
  void moneyGoesFromCardToCardAndOn() {
    Host ana = Cards.funded(10_000, 1);
    Host ben = Cards.funded(500, 1);
    Host eve = Cards.operational();
    byte[] token = ben.token().issue();

    byte[] payment = ana.pay(token, 2_500).expectData();

    assertThat(payment).hasSize(ArtLayout.PAY_SIZE);
    verify(token, payment);
    assertThat(ana.status().balance()).isEqualTo(7_500);
    assertThat(ben.redeem(token, payment).expectData()).containsExactly(Receiving.CREDITED);
    assertThat(ben.status().balance()).isEqualTo(3_000);
    byte[] onward = eve.token().issue();
    assertThat(eve.redeem(onward, ben.pay(onward, 3_000).expectData()).expectData())
        .containsExactly(Receiving.CREDITED);
    assertThat(eve.status().balance()).isEqualTo(3_000);
    assertThat(ben.status().balance()).isZero();
    assertThat(ben.status().balances()).isTrue();
  }

  @Test
  @Requirement("R3")
  void repeatedPaymentGivesTheSameBytes() {
    Host ana = Cards.funded(10_000, 2);
    byte[] token = Cards.blank().token().issue();

    byte[] first = ana.pay(token, 2_500).expectData();
    ana.card.select();
    byte[] again = ana.pay(token, 2_500).expectData();
    Answer otherAmount = ana.pay(token, 2_501);

    assertThat(again).isEqualTo(first);
    assertThat(otherAmount.status()).isEqualTo(StatusWords.PAID_OTHER_AMOUNT);
    assertThat(otherAmount.data()).isEqualTo(first);
    assertThat(ana.getResult(token).expectData()).isEqualTo(first);
    assertThat(ana.status().spent()).isEqualTo(2_500);
  }

  @Test
  @Requirement("R5")
  void redeemedOnceIsRedeemedForEver() {
    Host ana = Cards.funded(10_000, 1);
    Host ben = Cards.operational();
    byte[] token = ben.token().issue();
    byte[] payment = ana.pay(token, 2_500).expectData();

    ben.redeem(token, payment).expectOk();

    assertThat(ben.redeem(token, payment).expectData()).containsExactly(Receiving.ALREADY);
    assertThat(ben.status().balance()).isEqualTo(2_500);
  }

  @Test
  @Requirement({"R14", "R15"})
  void tokenIsPaidAgainAndRedeemedStepByStep() {
    Host ana = Cards.funded(10_000, 1);
    Host eve = Cards.funded(10_000, 1);
    Host ben = Cards.operational();
    byte[] token = ben.token().issue();
    byte[] first = ana.pay(token, 2_500).expectData();

    byte[] second = eve.pay(token, first, 700, Authority.NOW + 1).expectData();

    assertThat(ByteBuffer.wrap(second).getInt(ArtLayout.PAY_SEQUENCE)).isEqualTo(2);
    assertThat(ByteBuffer.wrap(second).getLong(ArtLayout.PAY_AGGREGATE)).isEqualTo(3_200);
    assertThat(ben.redeem(token, second).status()).isEqualTo(StatusWords.STEP_MISSING);
    ben.redeem(token, first).expectOk();
    ben.redeem(token, second).expectOk();
    assertThat(ben.redeem(token, first).status()).isEqualTo(StatusWords.STALE_STEP);
    assertThat(ben.status().balance()).isEqualTo(3_200);
  }

  @Test
  @Requirement("R103")
  void paysNothingBeyondTheBalance() {
    Host ana = Cards.funded(1_000, 1);
    byte[] token = Cards.blank().token().issue();

    assertThat(ana.pay(token, 1_001).status()).isEqualTo(StatusWords.INSUFFICIENT_BALANCE);

    assertThat(ana.status().balance()).isEqualTo(1_000);
    assertThat(ana.status().certifiedKeys()).isEqualTo(1);
    assertThat(ana.getResult(token).status()).isEqualTo(StatusWords.NOT_FOUND);
  }

  @Test
  void loadsEachNumberOnce() {
    Host ana = Cards.operational();

    assertThat(ana.load(1, 500).expectData()).containsExactly(Receiving.CREDITED);
    assertThat(ana.load(1, 500).expectData()).containsExactly(Receiving.ALREADY);
    assertThat(ana.load(3, 500).status()).isEqualTo(StatusWords.WRONG_SERIAL);
    assertThat(ana.load(2, 0).status()).isEqualTo(StatusWords.AMOUNT_ZERO);
    assertThat(ana.load(2, 1L << 40).status()).isEqualTo(StatusWords.NOT_CANONICAL);
    assertThat(ana.load(2, (1L << 40) - 500).status()).isEqualTo(StatusWords.BALANCE_OVERFLOW);
    ana.load(2, (1L << 40) - 501).expectOk();
    assertThat(ana.status().balance()).isEqualTo((1L << 40) - 1);
    assertThat(ana.status().balances()).isTrue();
  }

  /** What any third party does with the JDK alone. */
  static void verify(byte[] token, byte[] payment) {
    try {
      verifyByJdk(token, payment);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The blind certificate, then the payment. */
  private static void verifyByJdk(byte[] token, byte[] payment) throws GeneralSecurityException {
    byte[] certificate = Arrays.copyOfRange(payment, ArtLayout.PAY_CERT, ArtLayout.PAY_SIGNATURE);
    Signature pss = Signature.getInstance("RSASSA-PSS");
    pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    pss.initVerify(Authority.INSTANCE.classKey.getPublic());
    pss.update("ART1-CERT".getBytes(StandardCharsets.US_ASCII));
    pss.update(certificate, 0, ArtLayout.PAY_CERT_SIGNATURE);
    assertThat(pss.verify(certificate, ArtLayout.PAY_CERT_SIGNATURE, 256)).isTrue();

    Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
    ecdsa.initVerify(
        Host.publicKey(
            Arrays.copyOfRange(
                certificate, ArtLayout.PAY_CERT_PUBLIC, ArtLayout.PAY_CERT_SIGNATURE)));
    ecdsa.update("ART1-PAY".getBytes(StandardCharsets.US_ASCII));
    ecdsa.update(Authority.sha256(token));
    ecdsa.update(payment, 0, ArtLayout.PAY_SIGNATURE);
    assertThat(ecdsa.verify(payment, ArtLayout.PAY_SIGNATURE, 64)).isTrue();
  }
}
