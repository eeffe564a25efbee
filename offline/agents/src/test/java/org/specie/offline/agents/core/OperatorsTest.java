package org.specie.offline.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certifier;
import org.specie.offline.agents.certifier.CertifierBook;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.FactoryRecord;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;
import org.specie.quality.requirements.Requirement;

/** Agents of more than one operator, and agents whose keys are renewed. Page 54, 3.1 and 3.2. */
class OperatorsTest {
  private static final int DAY = 1_440;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BlindRsaSecretKey OTHER =
      BlindRsaSecretKey.generate(2_048, RANDOM::nextBytes);
  private static final TokenPolicy POLICY = new TokenPolicy(1, World.CLASS, 10, 14, World.LIMITS);

  private World world;
  private TestDevice payee;
  private TestDevice payer;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    payee = TestDevice.registered(world, "ana");
    payer = TestDevice.registered(world, "ben");
  }

  /** Somebody who certifies payment keys and makes tokens. */
  private record Operator(
      KeyCert certifierCert,
      ClassKey classKey,
      Certifier certifier,
      KeyCert factoryCert,
      Factory factory) {}

  private Operator first() {
    return new Operator(
        world.certifierCert, world.classKey, world.certifier(), world.factoryCert, world.factory());
  }

  private Operator second() throws IOException {
    SigningKey key = SigningKey.generate();
    KeyCert certifier =
        world.authority.certify(
            KeyUse.CERTIFIER, key.publicKey(), World.CLASS, World.days(700), World.LIMITS);
    assertThat(world.core.accredit(certifier)).isEqualTo(Verdict.accepted());
    ClassKey.Purpose purpose =
        new ClassKey.Purpose(
            World.CLASS,
            World.PARTITION,
            World.days(30),
            World.LIMITS.payment(),
            World.CLASS_QUOTA,
            1);
    ClassKey classKey = ClassKey.certify(OTHER, purpose, certifier, key);
    assertThat(world.core.take(classKey.certificate(), World.NOW)).isEqualTo(Verdict.accepted());
    SigningKey forTokens = SigningKey.generate();
    KeyCert factory = factoryCert(forTokens, World.days(700));
    return new Operator(
        certifier,
        classKey,
        new Certifier(
            List.of(classKey),
            world.core.lineOf(certifier.id()),
            CertifierBook.open(new MemoryStorage())),
        factory,
        factory(forTokens, factory));
  }

  private KeyCert factoryCert(SigningKey key, Validity validity) throws IOException {
    KeyCert certificate =
        world.authority.certify(
            KeyUse.FACTORY, key.publicKey(), World.CLASS, validity, World.LIMITS);
    assertThat(world.core.accredit(certificate)).isEqualTo(Verdict.accepted());
    return certificate;
  }

  private Factory factory(SigningKey key, KeyCert certificate) {
    return new Factory(
        new Factory.Identity(key, certificate, World.CURRENCY),
        new TokenPolicy.ByOwner(POLICY, POLICY),
        owner -> Optional.ofNullable(world.owners.get(owner.bytes())),
        world.core.lineOf(certificate.id()),
        new FactoryRecord(new MemoryStorage()),
        RANDOM::nextBytes);
  }

  /** A payment key as it lies in a device, and the class above it. */
  private record Certified(SigningKey key, PayCert certificate) {}

  private Answer<ByteString> signature(Operator by, SigningKey key, BigInteger factor)
      throws IOException {
    ByteString blinded = TestDevice.blind(by.classKey().certificate().key(), key, factor);
    ByteString request = payer.request(by.classKey().certificate().id(), blinded).encode();
    return switch (by.certifier().certify(request, World.NOW)) {
      case Answer.Given<org.specie.offline.agents.certifier.Certification> given ->
          Answer.given(given.value().signature());
      case Answer.Refused<org.specie.offline.agents.certifier.Certification> refused ->
          Answer.refused(refused.reason());
    };
  }

  private Certified certified(Operator by) throws IOException {
    SigningKey key = SigningKey.generate();
    BigInteger factor = BigInteger.valueOf(65_539);
    ByteString signed = signature(by, key, factor).optional().orElseThrow();
    BigInteger modulus =
        new BigInteger(1, by.classKey().certificate().key().modulus().toByteArray());
    BigInteger plain =
        new BigInteger(1, signed.toByteArray()).multiply(factor.modInverse(modulus)).mod(modulus);
    return new Certified(
        key,
        new PayCert(
            by.classKey().certificate().id(),
            key.publicKey(),
            ByteString.copyOf(BigIntegers.asUnsignedByteArray(256, plain))));
  }

  private Answer<Configuration> token(Factory by, Minutes now) throws IOException {
    return by.make(payee.wishToken().encode(), now);
  }

  private Proof paid(Configuration token, Certified by, Operator certifier, KeyCert factory) {
    return new Proof(
        token,
        TestDevice.pay(token, 200, by.key(), by.certificate()),
        new Chain(List.of(factory, certifier.certifierCert(), certifier.classKey().certificate())));
  }

  @Test
  @Requirement("R41")
  void twoOperatorsServeOneCurrencyAndEachWithoutTheOther() throws IOException {
    Operator first = first();
    Operator second = second();
    for (List<Operator> each : List.of(List.of(first, second), List.of(second, first))) {
      Operator certifier = each.getFirst();
      Operator factory = each.getLast();
      Configuration token = token(factory.factory(), World.NOW).optional().orElseThrow();
      assertThat(token.factory()).isEqualTo(factory.factoryCert().id());
      Proof proof = paid(token, certified(certifier), certifier, factory.factoryCert());
      assertThat(world.verifier().audit(proof)).isEqualTo(Verdict.accepted());
    }

    assertThat(world.core.withdraw(second.certifierCert().id()).isAccepted()).isTrue();
    assertThat(world.core.withdraw(second.factoryCert().id()).isAccepted()).isTrue();
    assertThat(signature(second, SigningKey.generate(), BigInteger.TWO.pow(17).add(BigInteger.ONE)))
        .isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));
    assertThat(token(second.factory(), World.NOW))
        .isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));
    Configuration token = token(first.factory(), World.NOW).optional().orElseThrow();
    assertThat(world.verifier().audit(paid(token, certified(first), first, first.factoryCert())))
        .isEqualTo(Verdict.accepted());
  }

  private ClassKey classKey(BlindRsaSecretKey secret, DeviceClasses of, long largest) {
    ClassKey.Purpose purpose =
        new ClassKey.Purpose(
            of, World.PARTITION, World.days(30), Amount.ofMinor(largest), World.CLASS_QUOTA, 1);
    return ClassKey.certify(secret, purpose, world.certifierCert, world.certifierKey);
  }

  /** What is stronger may pay more; what is weaker does not get its keys. */
  @Test
  @Requirement("R114")
  void theClassOfADeviceSaysWhatItPaysAndWhichKeysItGets() throws IOException {
    DeviceClasses vaults = DeviceClasses.only(1);
    ClassKey strong = classKey(OTHER, vaults, 50_000);
    ClassKey weak = classKey(World.RSA, World.CLASS, 1_000);
    for (String each : List.of("vault one", "vault two")) {
      DeviceRecord like = TestDevice.stranger(world, each).record();
      DeviceRecord vault =
          DeviceRecord.fresh(like.id(), like.key(), vaults, World.PARTITION, like.owner());
      assertThat(world.core.register(vault)).isEqualTo(Verdict.accepted());
    }
    assertThat(world.core.take(strong.certificate(), World.NOW)).isEqualTo(Verdict.accepted());
    ByteString blinded =
        TestDevice.blind(
            strong.certificate().key(), SigningKey.generate(), BigInteger.valueOf(65_539));
    assertThat(
            world
                .core
                .lineOf(world.certifierCert.id())
                .grant(payer.request(strong.certificate().id(), blinded), World.NOW))
        .isEqualTo(Answer.refused(AgentReason.CLASS_OF_OTHERS));

    TokenPolicy policy = new TokenPolicy(3, World.CLASSES, 10, 14, World.LIMITS);
    world.setPolicies(new TokenPolicy.ByOwner(policy, policy));
    TokenWish wish = new TokenWish(false, World.CLASSES, 10, World.later(DAY), World.LIMITS);
    Configuration token =
        world
            .factory()
            .make(payee.seal(wish.encode(), payee.owner).encode(), World.NOW)
            .optional()
            .orElseThrow();
    assertThat(mayPay(token, 1_000, weak)).isEqualTo(Verdict.accepted());
    assertThat(mayPay(token, 1_001, weak))
        .isEqualTo(Verdict.refused(TokenReason.ABOVE_PAYMENT_LIMIT));
    assertThat(mayPay(token, 50_000, strong)).isEqualTo(Verdict.accepted());
    assertThat(mayPay(token, 50_001, strong))
        .isEqualTo(Verdict.refused(TokenReason.ABOVE_PAYMENT_LIMIT));
  }

  private Verdict mayPay(Configuration token, long minor, ClassKey by) {
    Request request =
        new Request(Optional.empty(), TestDevice.REFERENCE, Token.fresh(token), world.chain());
    return world.verifier().mayPay(request, Amount.ofMinor(minor), by.certificate(), World.NOW);
  }

  @Test
  @Requirement("R136")
  void aRenewedKeyTakesOverWhileTheOldOneIsGoodAndOldTokensAuditForEver() throws IOException {
    KeyCert root = world.authority.certificate();
    assertThat(root.issuer()).isEqualTo(root.id());
    assertThat(root.key().verify(Domain.KEY, root.signature(), root.signedBytes())).isTrue();

    SigningKey oldKey = SigningKey.generate();
    SigningKey newKey = SigningKey.generate();
    KeyCert oldCert =
        factoryCert(oldKey, new Validity(World.later(-90 * DAY), World.later(10 * DAY)));
    KeyCert newCert = factoryCert(newKey, new Validity(World.later(-DAY), World.later(100 * DAY)));
    Factory before = factory(oldKey, oldCert);
    Factory after = factory(newKey, newCert);
    Configuration old = token(before, World.NOW).optional().orElseThrow();
    Configuration renewed = token(after, World.NOW).optional().orElseThrow();

    TokenVerifier both = world.verifier();
    assertThat(both.learn(new Chain(List.of(oldCert, newCert)))).isEqualTo(Verdict.accepted());
    assertThat(both.examine(old, World.NOW)).isEqualTo(Verdict.accepted());
    assertThat(both.examine(renewed, World.NOW)).isEqualTo(Verdict.accepted());

    Minutes later = World.later(11 * DAY);
    assertThat(token(before, later)).isEqualTo(Answer.refused(AgentReason.NOTHING_LEFT));
    assertThat(token(after, later).optional()).isPresent();
    assertThat(both.examine(old, later)).isEqualTo(Verdict.refused(TokenReason.NOT_VALID_THEN));
    assertThat(both.examine(renewed, later)).isEqualTo(Verdict.accepted());
    for (int turn = 0; turn < 2; turn++) {
      Configuration each = turn == 0 ? old : renewed;
      KeyCert above = turn == 0 ? oldCert : newCert;
      assertThat(world.verifier().audit(paid(each, certified(first()), first(), above)))
          .as("with the root alone")
          .isEqualTo(Verdict.accepted());
    }
  }
}
