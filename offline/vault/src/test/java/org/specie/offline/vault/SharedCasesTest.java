package org.specie.offline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.vault.hsm.SoftHsm;
import org.specie.offline.vault.state.Facts;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of docs/spec/vectors/art.json, answered by a vault as host and card do (50, O5). */
@Requirement("R87")
class SharedCasesTest {
  private static final JsonNode VECTORS = read();
  private static final ByteString DEVICE = ByteString.utf8("vectors' vault 1");
  private static final SigningKey ROOT = root();
  private static final SigningKey MANAGERS = SigningKey.generate();
  private static final SigningKey KEEPER = SigningKey.generate();

  private static JsonNode read() {
    try {
      return JsonMapper.shared()
          .readTree(Files.readString(Path.of("../../docs/spec/vectors/art.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteString bytes(JsonNode node, String field) {
    return ByteString.hex(node.get(field).asString());
  }

  private static List<JsonNode> cases(String kind) {
    // A vault is not set back between cases: what moves money comes last.
    return VECTORS
        .get("cases")
        .valueStream()
        .filter(each -> each.get("kind").asString().equals(kind))
        .sorted(Comparator.comparing(each -> each.get("code").asInt() == 0))
        .toList();
  }

  private static Certificate certificate(String name) {
    try {
      return Certificate.decode(bytes(VECTORS.get("certificates"), name));
    } catch (MalformedInput e) {
      throw new AssertionError(name, e);
    }
  }

  private static SigningKey root() {
    JsonNode key = VECTORS.get("keys").get("root");
    PublicKey point = new P256Key(bytes(key, "public")).onCurve().orElseThrow();
    try {
      return SigningKey.of(
          new KeyPair(
              point,
              KeyFactory.getInstance("EC")
                  .generatePrivate(
                      new ECPrivateKeySpec(
                          new BigInteger(key.get("secret").asString(), 16),
                          ((ECPublicKey) point).getParams()))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyCert keeper(P256Signature by) {
    KeyCert root = (KeyCert) certificate("root");
    return new KeyCert(
        KeyUse.TIME,
        root.classes(),
        root.currencyNumber(),
        ((KeyCert) certificate("factory")).validity(),
        root.limits(),
        KEEPER.publicKey(),
        root.id(),
        by);
  }

  private static void expect(Verdict verdict) {
    assertThat(verdict.isAccepted()).as("%s", verdict).isTrue();
  }

  /** A vault under the vectors' root that knows what the cases begin with. */
  private static Vault vault(OwnerId owner) throws IOException {
    Vault vault =
        VaultIssuer.given(Vault.open(SoftHsm.fresh(), new MemoryStorage(), TestVault.ENTROPY));
    JsonNode currency = VECTORS.get("currency");
    ClassCert payer = (ClassCert) certificate("class");
    Facts facts =
        new Facts(
            DEVICE,
            new Currency(currency.get("number").asInt(), currency.get("places").asInt()),
            payer.classes(),
            MANAGERS.publicKey(),
            MANAGERS.publicKey(),
            new Facts.ApprovalLimits(OfflineAmount.MAX, OfflineAmount.MAX));
    expect(
        vault.initialise(
            facts,
            (KeyCert) certificate("root"),
            ROOT.sign(Domain.VAULT, vault.point().point(), facts.encode())));
    expect(vault.personalise(owner, MANAGERS.sign(Domain.OWNER, DEVICE, owner.bytes())));
    expect(vault.activate());
    for (String each : List.of("factory", "certifier", "class")) {
      expect(vault.learn(certificate(each)));
    }
    return vault;
  }

  private static void expect(JsonNode each, int code) {
    assertThat(code).as(each.get("name").asString()).isEqualTo(each.get("code").asInt());
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted _ -> 0;
      case Verdict.Refused refused -> refused.reason().code();
    };
  }

  @Test
  @Requirement({"R42", "R62"})
  void learnsTheSameCertificates() throws IOException {
    Vault vault = vault(new OwnerId(DEVICE));
    for (JsonNode each : cases("learn")) {
      int code;
      try {
        code = code(vault.learn(Certificate.decode(bytes(each, "certificate"))));
      } catch (MalformedInput _) {
        code = TokenReason.MALFORMED.code();
      }
      expect(each, code);
    }
  }

  private static void certifyKey(Vault vault) throws IOException {
    ClassCert payer = (ClassCert) certificate("class");
    JsonNode rsa = VECTORS.get("keys").get("class");
    BigInteger modulus = new BigInteger(rsa.get("modulus").asString(), 16);
    BigInteger secret = new BigInteger(rsa.get("d").asString(), 16);
    P256Key key = VaultIssuer.given(vault.generate());
    ByteString request = VaultIssuer.given(vault.blind(key, payer.id(), BigInteger.TEN));
    BigInteger signed =
        new BigInteger(1, request.slice(8, 8 + 256).toByteArray()).modPow(secret, modulus);
    BigInteger plain = signed.multiply(BigInteger.TEN.modInverse(modulus)).mod(modulus);
    expect(vault.certify(VaultIssuer.certificate(payer.id(), key, plain)));
  }

  @Test
  @Requirement({"R13", "R14", "R17", "R19", "R31", "R33"})
  void paysTheSameTokens() throws IOException {
    Vault vault = vault(new OwnerId(DEVICE));
    ByteString order = new Encoder().u32(1).u64(1_000_000).toByteString();
    expect(vault.load(1, Amount.ofMinor(1_000_000), MANAGERS.sign(Domain.LOAD, DEVICE, order)));
    for (int i = 0; i < 8; i++) {
      certifyKey(vault);
    }
    for (JsonNode each : cases("pay")) {
      int code;
      try {
        Request request = (Request) Message.decode(bytes(each, "request"));
        Amount amount = Amount.ofMinor(each.get("amount").asLong());
        if (request.amount().filter(asked -> !asked.equals(amount)).isPresent()) {
          continue;
        }
        PayOrder paid =
            new PayOrder(
                request.token(), amount, request.reference(), new Minutes(each.get("now").asInt()));
        code =
            switch (vault.device(OfflineAmount.MAX).pay(paid)) {
              case PayAnswer.Paid _ -> 0;
              case PayAnswer.Refused refused -> refused.reason().code();
            };
      } catch (MalformedInput _) {
        code = TokenReason.MALFORMED.code();
      }
      expect(each, code);
    }
  }

  @Test
  @Requirement({"R5", "R6", "R18"})
  void redeemsTheSamePayments() throws IOException, MalformedInput {
    for (JsonNode each : cases("redeem")) {
      Vault vault = vault(new OwnerId(bytes(each, "owner")));
      Configuration plain =
          Configuration.decode(new Decoder(bytes(VECTORS.get("configurations"), "plain")));
      for (String name : List.of("first", "second").subList(0, each.get("sequence").asInt())) {
        redeem(vault, plain, bytes(VECTORS.get("payments"), name));
      }
      raiseFloor(vault, new Minutes(each.get("floor").asInt()));
      long before = vault.sums().balance().minor();

      Configuration configuration = Configuration.decode(new Decoder(bytes(each, "configuration")));
      expect(each, redeem(vault, configuration, bytes(each, "payment")));

      assertThat(vault.sums().balance().minor() - before).isEqualTo(each.get("credited").asLong());
    }
  }

  private static int redeem(Vault vault, Configuration configuration, ByteString payment)
      throws IOException, MalformedInput {
    Token token = new Token(configuration, Optional.of(Payment.decode(payment)));
    return switch (vault.device(OfflineAmount.MAX).redeem(token)) {
      case RedeemAnswer.Redeemed _ -> 0;
      case RedeemAnswer.Refused refused -> refused.reason().code();
    };
  }

  private static void raiseFloor(Vault vault, Minutes floor) throws IOException {
    expect(tell(vault, floor));
  }

  /** A time keeper says that it is {@code time}. */
  private static Verdict tell(Vault vault, Minutes time) throws IOException {
    P256Signature unsigned = new P256Signature(ByteString.copyOf(new byte[64]));
    KeyCert keeper = keeper(ROOT.sign(Domain.KEY, keeper(unsigned).signedBytes()));
    expect(vault.learn(keeper));
    Encoder said = new Encoder();
    time.encode(said);
    return vault.time(keeper.id(), time, KEEPER.sign(Domain.TIME, said.toByteString()));
  }

  @Test
  @Requirement("R32")
  void believesTimeKeepersAtTheSameTimes() throws IOException {
    Vault vault = vault(new OwnerId(DEVICE));
    for (JsonNode each : cases("time")) {
      Minutes floor = vault.floor();
      Minutes time = new Minutes(each.get("time").asInt());
      expect(each, code(tell(vault, time)));
      boolean isTaken = each.get("code").asInt() == 0 && time.compareTo(floor) > 0;
      assertThat(vault.floor()).as(each.get("name").asString()).isEqualTo(isTaken ? time : floor);
    }
  }
}
