package org.specie.offline.token.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.offline.token.Vectors;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.quality.requirements.Requirement;

/** The offsets a card reads by are where the codec writes. */
@Requirement("R108")
class ArtLayoutTest {
  private static long number(ByteString bytes, int at, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = (value << 8) | bytes.at(at + i);
    }
    return value;
  }

  private static ByteString part(ByteString bytes, int at, int size) {
    return bytes.slice(at, at + size);
  }

  /** A Java Card program has bytes and shorts, and constants of nothing else. */
  @Test
  void everyConstantFitsACard() {
    for (Field field : ArtLayout.class.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        assertThat(field.getType()).as(field.getName()).isIn(byte.class, short.class);
        assertThat(
                Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers()))
            .as(field.getName())
            .isTrue();
      }
    }
  }

  @Test
  void paymentsLieWhereTheCardLooks() {
    ByteString bytes = Vectors.bytes("payments", "second");
    Payment payment = Vectors.payment("second");
    assertThat(bytes.size()).isEqualTo(ArtLayout.PAY_SIZE);
    assertThat(number(bytes, ArtLayout.PAY_SEQUENCE, 4)).isEqualTo(payment.sequence());
    assertThat(number(bytes, ArtLayout.PAY_AGGREGATE, 8)).isEqualTo(payment.aggregate().minor());
    assertThat(number(bytes, ArtLayout.PAY_AMOUNT, 8)).isEqualTo(payment.amount().minor());
    assertThat(number(bytes, ArtLayout.PAY_TIME, 4)).isEqualTo(payment.time().sinceEpoch());
    assertThat(part(bytes, ArtLayout.PAY_PREVIOUS, 32)).isEqualTo(payment.previous().bytes());
    assertThat(part(bytes, ArtLayout.PAY_REFERENCE, 8)).isEqualTo(payment.reference().bytes());
    assertThat(number(bytes, ArtLayout.PAY_USE, 2)).isEqualTo(payment.use());
    int certificate = ArtLayout.PAY_CERT;
    assertThat(part(bytes, certificate + ArtLayout.PAY_CERT_CLASS, 8))
        .isEqualTo(payment.certificate().classKey().bytes());
    assertThat(part(bytes, certificate + ArtLayout.PAY_CERT_PUBLIC, 64))
        .isEqualTo(payment.certificate().key().point());
    assertThat(part(bytes, certificate + ArtLayout.PAY_CERT_SIGNATURE, 256))
        .isEqualTo(payment.certificate().signature());
    assertThat(part(bytes, ArtLayout.PAY_SIGNATURE, 64)).isEqualTo(payment.signature().bytes());
  }

  @Test
  void configurationsLieWhereTheCardLooks() {
    ByteString bytes = Vectors.bytes("configurations", "deposit");
    Configuration read = Vectors.configuration("deposit");
    assertThat(number(bytes, ArtLayout.CFG_FLAGS, 1))
        .isEqualTo(ArtLayout.FLAG_DEDICATED | ArtLayout.FLAG_DEPOSIT);
    assertThat(number(bytes, ArtLayout.CFG_CURRENCY, 2))
        .isEqualTo(read.terms().currency().number());
    assertThat(number(bytes, ArtLayout.CFG_PLACES, 1)).isEqualTo(read.terms().currency().places());
    assertThat(number(bytes, ArtLayout.CFG_CLASSES, 1)).isEqualTo(read.terms().payers().mask());
    assertThat(number(bytes, ArtLayout.CFG_PAYMENTS_MAX, 2)).isEqualTo(read.terms().paymentsMax());
    assertThat(part(bytes, ArtLayout.CFG_TOKEN_ID, 16)).isEqualTo(read.id().bytes());
    assertThat(part(bytes, ArtLayout.CFG_OWNER_ID, 16)).isEqualTo(read.owner().bytes());
    assertThat(number(bytes, ArtLayout.CFG_VALID_FROM, 4))
        .isEqualTo(read.terms().validity().from().sinceEpoch());
    assertThat(number(bytes, ArtLayout.CFG_VALID_UNTIL, 4))
        .isEqualTo(read.terms().validity().until().sinceEpoch());
    assertThat(number(bytes, ArtLayout.CFG_LARGEST_PAYMENT, 8))
        .isEqualTo(read.terms().limits().payment().minor());
    assertThat(number(bytes, ArtLayout.CFG_LARGEST_AGGREGATE, 8))
        .isEqualTo(read.terms().limits().aggregate().minor());
    assertThat(number(bytes, ArtLayout.CFG_POLICY, 4)).isEqualTo(read.policy());
    assertThat(part(bytes, ArtLayout.CFG_FACTORY, 8)).isEqualTo(read.factory().bytes());
    int info = (int) number(bytes, ArtLayout.CFG_INFO_SIZE, 1);
    int more = (int) number(bytes, ArtLayout.CFG_EXTENSIONS_SIZE, 1);
    assertThat(part(bytes, ArtLayout.CFG_INFO, info).toUtf8()).isEqualTo(read.info().text());
    assertThat(part(bytes, ArtLayout.CFG_INFO + info + 2, ArtLayout.ACCOUNT_SIZE))
        .isEqualTo(read.extensions().account().orElseThrow());
    assertThat(bytes.size()).isEqualTo(ArtLayout.CFG_SIZE_MIN + info + more);
    assertThat(ArtLayout.CFG_SIZE_MAX)
        .isEqualTo(
            (short)
                (ArtLayout.CFG_SIZE_MIN + ArtLayout.CFG_INFO_MAX + ArtLayout.CFG_EXTENSIONS_MAX));
  }

  @Test
  void certificatesLieWhereTheCardLooks() {
    ByteString bytes = Vectors.bytes("certificates", "factory");
    KeyCert agent = (KeyCert) Vectors.certificate("factory");
    assertThat(bytes.size()).isEqualTo(ArtLayout.KEY_SIZE);
    assertThat(part(bytes, ArtLayout.KEY_ID, 8)).isEqualTo(agent.id().bytes());
    assertThat(number(bytes, ArtLayout.KEY_USE, 1)).isEqualTo(ArtLayout.USE_FACTORY);
    assertThat(number(bytes, ArtLayout.KEY_VALID_UNTIL, 4))
        .isEqualTo(agent.validity().until().sinceEpoch());
    assertThat(number(bytes, ArtLayout.KEY_LARGEST_AGGREGATE, 8))
        .isEqualTo(agent.limits().aggregate().minor());
    assertThat(part(bytes, ArtLayout.KEY_PUBLIC, 64)).isEqualTo(agent.key().point());
    assertThat(part(bytes, ArtLayout.KEY_ISSUER, 8)).isEqualTo(agent.issuer().bytes());
    assertThat(part(bytes, ArtLayout.KEY_SIGNATURE, 64)).isEqualTo(agent.signature().bytes());

    ByteString of = Vectors.bytes("certificates", "class");
    ClassCert payers = Vectors.payerClass();
    assertThat(of.size()).isEqualTo(ArtLayout.CLASS_SIZE);
    assertThat(number(of, ArtLayout.CLASS_QUOTA, 8)).isEqualTo(payers.quota());
    assertThat(number(of, ArtLayout.CLASS_PARTITION, 2)).isEqualTo(payers.partition());
    assertThat(number(of, ArtLayout.CLASS_USES, 2)).isEqualTo(payers.uses());
    assertThat(part(of, ArtLayout.CLASS_MODULUS, 256)).isEqualTo(payers.key().modulus());
    assertThat(part(of, ArtLayout.CLASS_ISSUER, 8)).isEqualTo(payers.issuer().bytes());
    assertThat(part(of, ArtLayout.CLASS_SIGNATURE, 64)).isEqualTo(payers.signature().bytes());
  }

  @Test
  void messagesLieWhereTheCardLooks() {
    ByteString request = Vectors.bytes("messages", "request-amount");
    assertThat(number(request, ArtLayout.REQUEST_AMOUNT, 8)).isEqualTo(1_250);
    assertThat(part(request, ArtLayout.REQUEST_REFERENCE, 8))
        .isEqualTo(Vectors.payment("first").reference().bytes());
    assertThat(number(request, ArtLayout.REQUEST_CONFIGURATION, 1))
        .isEqualTo(ArtLayout.TYPE_CONFIGURATION);
    ByteString response = Vectors.bytes("messages", "response-chain");
    assertThat(part(response, ArtLayout.RESPONSE_TOKEN_ID, 16))
        .isEqualTo(Vectors.configuration("plain").id().bytes());
    assertThat(part(response, ArtLayout.RESPONSE_PAYMENT, ArtLayout.PAY_SIZE))
        .isEqualTo(Vectors.bytes("payments", "first"));
    assertThat(number(response, ArtLayout.RESPONSE_CHAIN, 1)).isEqualTo(3);
    assertThat(Vectors.bytes("messages", "chain-wanted").size()).isEqualTo(ArtLayout.WANTED_SIZE);
  }
}
