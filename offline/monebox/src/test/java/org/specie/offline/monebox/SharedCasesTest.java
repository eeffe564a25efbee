package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.offline.simulator.Snapshot;
import org.specie.offline.simulator.SoftwareCard;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cases of docs/spec/vectors/art.json, answered by the card as the host's software does (O5).
 */
@Requirement("R87")
class SharedCasesTest {
  private static final JsonNode VECTORS = read();
  private static final int CODES = 7000;
  private static final int MALFORMED = CODES + 1;

  /** What only a host sees: the amount that a request asks for. */
  private static final int WRONG_AMOUNT = CODES + 18;

  private static final int FROM = 29_556_000;
  private static final int UNTIL = 30_276_000;

  private static JsonNode read() {
    try {
      return JsonMapper.shared()
          .readTree(Files.readString(Path.of("../../docs/spec/vectors/art.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(JsonNode node, String field) {
    return HexFormat.of().parseHex(node.get(field).asString());
  }

  private static List<JsonNode> cases(String kind) {
    return VECTORS
        .get("cases")
        .valueStream()
        .filter(each -> each.get("kind").asString().equals(kind))
        .toList();
  }

  /** An issuer that holds the root and the class key of the vectors. */
  private static Authority issuer() {
    try {
      JsonNode keys = VECTORS.get("keys");
      JsonNode rsa = keys.get("class");
      BigInteger modulus = new BigInteger(rsa.get("modulus").asString(), 16);
      BigInteger secret = new BigInteger(rsa.get("d").asString(), 16);
      KeyFactory factory = KeyFactory.getInstance("RSA");
      KeyPair classKey =
          new KeyPair(
              factory.generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537))),
              factory.generatePrivate(new RSAPrivateKeySpec(modulus, secret)));
      return new Authority(pair(keys.get("root")), classKey, (byte) 0x03, FROM, UNTIL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(JsonNode key) throws GeneralSecurityException {
    BigInteger secret = new BigInteger(key.get("secret").asString(), 16);
    ECPrivateKey any = (ECPrivateKey) Authority.INSTANCE.root.getPrivate();
    return new KeyPair(
        Host.publicKey(bytes(key, "public")),
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(secret, any.getParams())));
  }

  /** A card of the first class that knows the certificates that the cases begin with. */
  private static Host card(byte[] owner) {
    JsonNode certificates = VECTORS.get("certificates");
    SoftwareCard card = new SoftwareCard(Cards.image(2, 3, 6, 4));
    card.select();
    Host host = new Host(card, issuer());
    host.ownerId = owner;
    host.deviceClass = 0x01;
    host.test(bytes(certificates, "root")).expectOk();
    host.initialise().expectOk();
    host.personalise().expectOk();
    host.press().expectOk();
    host.bindFirst(1_000_000).expectOk();
    host.activate().expectOk();
    host.send(Instructions.INSTALL_KEY, bytes(certificates, "factory")).expectOk();
    host.send(Instructions.INSTALL_KEY, bytes(certificates, "certifier")).expectOk();
    host.send(Instructions.INSTALL_CLASS, bytes(certificates, "class")).expectOk();
    host.installKey(host.authority.timeKeeper, ArtLayout.USE_TIME).expectOk();
    return host;
  }

  private static void expect(JsonNode each, Answer answer) {
    int code = each.get("code").asInt();
    short refused = (short) (ArtLayout.STATUS_REFUSED + (code - CODES));
    if (code == 0) {
      assertThat(answer.isOk()).as("%s: %s", each.get("name"), answer).isTrue();
    } else if (code == MALFORMED) {
      assertThat(answer.status())
          .as("%s: %s", each.get("name"), answer)
          .isIn(refused, StatusWords.WRONG_LENGTH);
    } else {
      assertThat(answer.status()).as("%s: %s", each.get("name"), answer).isEqualTo(refused);
    }
  }

  @Test
  @Requirement({"R42", "R62"})
  void learnsTheSameCertificates() {
    Host host = card(new byte[16]);
    Snapshot before = host.card.snapshot();
    for (JsonNode each : cases("learn")) {
      before.restore();
      byte[] certificate = bytes(each, "certificate");
      boolean ofClass = certificate[0] == ArtLayout.TYPE_CLASS_CERT;
      byte instruction = ofClass ? Instructions.INSTALL_CLASS : Instructions.INSTALL_KEY;
      expect(each, host.send(instruction, certificate));
    }
  }

  @Test
  @Requirement({"R13", "R14", "R17", "R19", "R31", "R33"})
  void paysTheSameTokens() {
    Host host = card(new byte[16]);
    host.load(1, 1_000_000).expectOk();
    host.certifyKey();
    Snapshot before = host.card.snapshot();
    for (JsonNode each : cases("pay")) {
      if (each.get("code").asInt() == WRONG_AMOUNT) {
        continue;
      }
      before.restore();
      host.press().expectOk();
      byte[] request = bytes(each, "request");
      int end = request.length - 1;
      assertThat(request[end]).as("no certificates come along").isZero();
      int carried =
          request[ArtLayout.REQUEST_FLAGS] == ArtLayout.REQUEST_CARRIES_PAYMENT
              ? ArtLayout.PAY_SIZE
              : 0;
      byte[] configuration =
          Arrays.copyOfRange(request, ArtLayout.REQUEST_CONFIGURATION, end - carried);
      byte[] payment = Arrays.copyOfRange(request, end - carried, end);
      expect(
          each,
          host.pay(configuration, payment, each.get("amount").asLong(), each.get("now").asInt()));
    }
  }

  @Test
  @Requirement("R32")
  void believesTimeKeepersAtTheSameTimes() {
    Host host = card(new byte[16]);
    Snapshot before = host.card.snapshot();
    for (JsonNode each : cases("time")) {
      before.restore();
      expect(each, host.time(each.get("time").asInt()));
    }
  }

  @Test
  @Requirement({"R5", "R6", "R18"})
  void redeemsTheSamePayments() {
    byte[] owner = {};
    Host host = card(new byte[16]);
    Snapshot before = host.card.snapshot();
    for (JsonNode each : cases("redeem")) {
      if (!Arrays.equals(owner, bytes(each, "owner"))) {
        owner = bytes(each, "owner");
        host = card(owner);
        before = host.card.snapshot();
      }
      before.restore();
      byte[] plain = bytes(VECTORS.get("configurations"), "plain");
      List<String> redeemed = List.of("first", "second").subList(0, each.get("sequence").asInt());
      for (String name : redeemed) {
        host.redeem(plain, bytes(VECTORS.get("payments"), name)).expectOk();
      }
      host.time(each.get("floor").asInt()).expectOk();
      long balance = host.status().balance();

      expect(each, host.redeem(bytes(each, "configuration"), bytes(each, "payment")));

      assertThat(host.status().balance() - balance).isEqualTo(each.get("credited").asLong());
    }
  }
}
