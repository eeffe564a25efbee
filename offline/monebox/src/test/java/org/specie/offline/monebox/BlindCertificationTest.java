package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import org.junit.jupiter.api.Test;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.quality.requirements.Requirement;

/** Payment keys are the card's own, and nobody can tell whose (51.9). */
class BlindCertificationTest {
  private final Authority authority = Authority.INSTANCE;
  private final BigInteger modulus = ((RSAPublicKey) authority.classKey.getPublic()).getModulus();

  @Test
  @Requirement({"R65", "R66"})
  void everyFactorBlindsAndComesOffAgain() {
    Host host = Cards.operational();
    byte place = host.generate();
    List<BigInteger> factors =
        List.of(
            BigInteger.ONE,
            BigInteger.TWO,
            modulus.subtract(BigInteger.ONE),
            modulus.shiftRight(1),
            BigInteger.ONE.shiftLeft(2040).add(BigInteger.valueOf(12_345)),
            new BigInteger(1, Authority.sha256(new byte[] {1})).pow(7));
    for (BigInteger factor : factors) {
      byte[] blinded = blinded(host.blind(place, authority.classKey, factor));
      byte[] signed = Authority.rawSign(authority.classKey, blinded);
      byte[] encoded =
          Authority.fixed(
              new BigInteger(1, Host.unblind(signed, factor, modulus))
                  .modPow(BigInteger.valueOf(65_537), modulus),
              256);
      assertThat(encoded[255]).isEqualTo((byte) 0xBC);
      assertThat(encoded[0]).isNotNegative();
    }
    byte[] blinded = blinded(host.blind(place, authority.classKey, factors.getLast()));
    byte[] signed = Authority.rawSign(authority.classKey, blinded);
    host.install(place, Host.unblind(signed, factors.getLast(), modulus)).expectOk();
    assertThat(host.status().certifiedKeys()).isEqualTo(1);
    host.install(place, new byte[256]).expectOk();
  }

  private static byte[] blinded(Answer answer) {
    return Arrays.copyOfRange(answer.expectData(), 8, 8 + 256);
  }

  /** With one factor and one key the certifier sees something else each time. */
  @Test
  @Requirement("R65")
  void blindsWithAFreshSalt() {
    Host host = Cards.operational();
    byte place = host.generate();

    byte[] one = blinded(host.blind(place, authority.classKey, BigInteger.TWO));
    byte[] other = blinded(host.blind(place, authority.classKey, BigInteger.TWO));

    assertThat(one).isNotEqualTo(other);
  }

  @Test
  @Requirement({"R64", "R93"})
  void requestIsSignedByTheDeviceWithItsSums() throws GeneralSecurityException {
    Host host = Cards.funded(700, 0);
    byte place = host.generate();

    byte[] said = host.blind(place, authority.classKey, BigInteger.TWO).expectData();

    byte[] signed = Arrays.copyOf(said, said.length - 64);
    Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
    ecdsa.initVerify(Host.publicKey(host.devicePoint));
    ecdsa.update("ART1-BLD".getBytes(StandardCharsets.US_ASCII));
    ecdsa.update(host.deviceId);
    ecdsa.update(signed);
    assertThat(ecdsa.verify(said, signed.length, 64)).isTrue();
    ByteBuffer report = ByteBuffer.wrap(said, 8 + 256 + 16, 4 + 32);
    assertThat(report.getInt()).isEqualTo(1);
    assertThat(report.getLong()).isEqualTo(700);
  }

  @Test
  @Requirement("R93")
  void sealsRequestsForOneBindingAlone() throws GeneralSecurityException {
    Host host = Cards.funded(700, 0);
    byte[] request = {1, 2, 3};

    byte[] said = host.sendVouched(Instructions.SEAL, request).expectData();

    Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
    ecdsa.initVerify(Host.publicKey(host.devicePoint));
    ecdsa.update("ART1-REQ".getBytes(StandardCharsets.US_ASCII));
    ecdsa.update(host.deviceId);
    ecdsa.update(Authority.sha256(request));
    ecdsa.update(said, 0, said.length - 64);
    assertThat(ecdsa.verify(said, said.length - 64, 64)).isTrue();
    assertThat(Arrays.copyOf(said, 16)).isEqualTo(host.ownerId);
    assertThat(host.send(Instructions.SEAL, Authority.join(request, new byte[17])).status())
        .isEqualTo(StatusWords.NO_CHALLENGE);
  }

  /** A host that blinds alone would certify keys of its own (G3). */
  @Test
  @Requirement("R64")
  void blindsNothingButItsOwnKeysForKnownClasses() {
    Host host = Cards.operational();
    byte place = host.generate();
    byte strange = (byte) (place + 1);

    assertThat(host.blind(strange, authority.classKey, BigInteger.TWO).status())
        .isEqualTo(StatusWords.WRONG_STATE);
    assertThat(host.blind((byte) 99, authority.classKey, BigInteger.TWO).status())
        .isEqualTo(StatusWords.NOT_FOUND);
    assertThat(host.blind(place, authority.otherClassKey, BigInteger.TWO).status())
        .isEqualTo(StatusWords.UNKNOWN_KEY);
    host.send(
            Instructions.INSTALL_CLASS,
            authority.classCertificate(authority.otherClassKey, (byte) 0x04, 1))
        .expectOk();
    assertThat(host.blind(place, authority.otherClassKey, BigInteger.TWO).status())
        .isEqualTo(StatusWords.CLASS_NOT_ALLOWED);
    assertThat(host.blind(place, authority.classKey, BigInteger.ZERO).status())
        .isEqualTo(StatusWords.MALFORMED);
    assertThat(host.blind(place, authority.classKey, modulus).status())
        .isEqualTo(StatusWords.MALFORMED);
  }

  /** A modulus of a user's own would mark that user. */
  @Test
  @Requirement("R62")
  void takesNoClassKeyThatIsNotCertified() {
    Host host = Cards.operational();
    byte[] body =
        authority.classBody(
            authority.otherClassKey, Authority.CARD_CLASS, 1, Authority.FROM, Authority.UNTIL);

    byte[] strange = Authority.join(body, Authority.sign(authority.factory, "ART1-CLS", body));

    assertThat(host.send(Instructions.INSTALL_CLASS, strange).status())
        .isEqualTo(StatusWords.NOT_SIGNED);
  }

  @Test
  @Requirement("R63")
  void installsNothingButItsOwnCertificate() {
    Host host = Cards.operational();
    byte place = host.generate();
    byte other = host.generate();
    byte[] signed =
        Authority.rawSign(
            authority.classKey, blinded(host.blind(place, authority.classKey, BigInteger.TWO)));
    byte[] signature = Host.unblind(signed, BigInteger.TWO, modulus);
    host.blind(other, authority.classKey, BigInteger.TWO).expectOk();

    assertThat(host.install(other, signature).status()).isEqualTo(StatusWords.NOT_SIGNED);
    assertThat(host.install(place, signed).status()).isEqualTo(StatusWords.NOT_SIGNED);
    for (int at : new int[] {0, 1, 100, 254, 255}) {
      byte[] tampered = signature.clone();
      tampered[at] ^= 1;
      assertThat(host.install(place, tampered).status()).isEqualTo(StatusWords.NOT_SIGNED);
    }
    byte[] shifted = Authority.fixed(new BigInteger(1, signature).add(modulus).mod(MOST), 256);
    assertThat(host.install(place, shifted).status()).isEqualTo(StatusWords.NOT_SIGNED);
    host.install(place, signature).expectOk();
  }

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(2048);

  @Test
  @Requirement({"R63", "R115"})
  void keyPaysAsOftenAsItsClassSays() {
    Host host = Cards.operational();
    host.load(1, 1_000).expectOk();
    host.send(
            Instructions.INSTALL_CLASS,
            authority.classCertificate(authority.otherClassKey, Authority.CARD_CLASS, 2))
        .expectOk();
    host.certifyKey(authority.otherClassKey);

    for (int use = 1; use <= 2; use++) {
      byte[] payment = host.pay(Cards.blank().token().issue(), 10).expectData();
      assertThat(ByteBuffer.wrap(payment).getShort(ArtLayout.PAY_USE)).isEqualTo((short) use);
    }
    assertThat(host.pay(Cards.blank().token().issue(), 10).status())
        .isEqualTo(StatusWords.NO_PAYMENT_KEY);
    assertThat(host.status().freeKeys()).isEqualTo(Cards.KEYS);
  }

  /** Whoever kept an older one would end what the newer one allows. */
  @Test
  void theNewerCertificateOfAKeyStays() {
    Host host = Cards.operational();
    host.load(1, 1_000).expectOk();
    int soon = Authority.NOW + 10;
    byte[] olderKeeper =
        authority.signKey(
            authority.keyBody(authority.timeKeeper, ArtLayout.USE_TIME, Authority.FROM, soon));
    byte[] newerKeeper =
        authority.signKey(
            authority.keyBody(
                authority.timeKeeper, ArtLayout.USE_TIME, Authority.FROM, Authority.UNTIL));
    byte[] olderClass = authority.signClass(classBody(Authority.FROM, soon));
    byte[] newerClass = authority.signClass(classBody(Authority.FROM + 1, Authority.UNTIL - 1));
    for (byte[] each : List.of(olderKeeper, newerKeeper, olderKeeper)) {
      host.send(Instructions.INSTALL_KEY, each).expectOk();
    }
    for (byte[] each : List.of(olderClass, newerClass, olderClass)) {
      host.send(Instructions.INSTALL_CLASS, each).expectOk();
    }
    host.certifyKey();
    host.time(soon + 1).expectOk();
    assertThat(host.certifiedKeys(soon + 2)).isOne();
    host.pay(Cards.blank().token().issue(), new byte[0], 10, soon + 2).expectOk();
  }

  private byte[] classBody(int from, int until) {
    return authority.classBody(authority.classKey, Authority.CARD_CLASS, 1, from, until);
  }

  /** Six epochs, each with a key of the last left over; before the first all places are full. */
  @Test
  @Requirement({"R63", "R115"})
  void keysOfClassesThatAreOverMakeRoom() {
    Host host = Cards.operational();
    host.load(1, 1_000).expectOk();
    int[][] primes = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
    for (int epoch = 0; epoch < primes.length; epoch++) {
      KeyPair classKey = Authority.classKey(primes[epoch][0], primes[epoch][1]);
      int from = Authority.NOW + 1_000 * epoch;
      byte[] body = authority.classBody(classKey, Authority.CARD_CLASS, 1, from, from + 999);
      host.send(Instructions.INSTALL_CLASS, authority.signClass(body)).expectOk();
      int keys = epoch == 0 ? Cards.KEYS : 2;
      assertThat(host.certifiedKeys(from)).as("of epoch %s", epoch).isZero();
      for (int i = 0; i < keys; i++) {
        host.certifyKey(classKey);
      }
      assertThat(host.certifiedKeys(from)).isEqualTo(keys);
      host.pay(Cards.blank().token().issue(), new byte[0], 10, from).expectOk();
      assertThat(host.certifiedKeys(from)).isEqualTo(keys - 1);
    }
    assertThat(host.status().balance()).isEqualTo(1_000 - 10 * primes.length);
  }

  /** RFC 4493, section 4. */
  @Test
  void computesTheCodesOfTheStandard() {
    byte[] key = HexFormat.of().parseHex("2b7e151628aed2a6abf7158809cf4f3c");
    byte[] message =
        HexFormat.of()
            .parseHex(
                "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                    + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    List<String> codes =
        List.of(
            "bb1d6929e95937287fa37d129b756746",
            "070a16b46b4d4144f79bdd9dd04a287c",
            "dfa66747de9ae63030ca32611497c827",
            "51f0bebf7e3b9d92fc49741779363cfe");
    int[] lengths = {0, 16, 40, 64};
    AESKey cardKey =
        (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, KeyBuilder.LENGTH_AES_128, false);
    cardKey.setKey(key, (short) 0);
    byte[] code = new byte[16];
    for (int i = 0; i < lengths.length; i++) {
      new Cmac().compute(cardKey, message, (short) 0, (short) lengths[i], code, (short) 0);
      assertThat(code).asHexString().isEqualToIgnoringCase(codes.get(i));
    }
  }
}
