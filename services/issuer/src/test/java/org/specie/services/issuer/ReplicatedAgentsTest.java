package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.issuer.asking.DistantAgents;

/**
 * Two certifiers and two factories under one root, each the one writer of its own book. Spec:
 * docs/spec/54-agents.md 1.5, docs/spec/58-issuer-service.md 3.5.
 */
@Requirement("R67")
class ReplicatedAgentsTest {
  private static final long PATIENCE_SECONDS = 120;
  private static final String GRANTED =
      "SELECT count(*) FROM entry WHERE book = 'core' AND get_byte(key, 0) = 6";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;
  private ClassKey secondClass;
  private IssuerService first;
  private IssuerService second;
  private IssuerService factory;
  private IssuerService ofBank;
  private TestDevice payer;
  private TestDevice payee;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    town.openClass();
    secondClass =
        ClassKey.certify(
            BlindRsaSecretKey.generate(2_048, new SecureRandom()::nextBytes),
            new ClassKey.Purpose(
                World.CLASS, World.PARTITION, World.days(30), World.LIMITS.payment(), 100, 1),
            town.secondCertifierCert,
            town.secondCertifier);
    assertThat(town.coreFor(town.secondCertifierKey).take(secondClass.certificate()).isAccepted())
        .isTrue();
    first = town.startCertifier();
    second = town.startSecondCertifier(secondClass);
    factory = town.startFactory();
    ofBank = town.startBankFactory();
    payer = town.device("payer");
    payee = town.device("payee");
    assertThat(town.registerTo(factory).enter(Town.owner(payee, "Bakery")).isAccepted()).isTrue();
    assertThat(town.bankRegisterTo(ofBank).enter(Town.owner(payee, "Bakery")).isAccepted())
        .isTrue();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private static ByteString given(AgentAnswer answer) {
    return switch (answer) {
      case AgentAnswer.Given(ByteString bytes) -> bytes;
      case AgentAnswer.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  private Proof paid(DistantAgents agents, KeyCert certifier, ClassCert under, KeyCert made)
      throws Exception {
    Wanted wanted = payer.wish(under);
    Certification signed = Certification.decode(given(agents.certify(wanted.request().encode())));
    Configuration token =
        Token.decode(given(agents.makeToken(payee.wishToken().encode()))).configuration();
    return new Proof(
        token,
        TestDevice.pay(token, 200, wanted.key(), payer.certificate(under, wanted, signed)),
        new Chain(List.of(made, certifier, under)));
  }

  /** One device asks now here and now there; whoever knows the root believes all of it. */
  @Test
  void whicheverAgentsWereAskedThePaymentIsGood() throws Exception {
    ClassCert firstClass = town.world.classKey.certificate();
    KeyCert made = town.world.factoryCert;
    KeyCert madeByBank = town.bankFactoryCert;
    List<Proof> proofs =
        List.of(
            paid(town.agents(first, factory), town.world.certifierCert, firstClass, made),
            paid(town.agents(first, ofBank), town.world.certifierCert, firstClass, madeByBank),
            paid(
                town.agents(second, factory),
                town.secondCertifierCert,
                secondClass.certificate(),
                made),
            paid(
                town.agents(second, ofBank),
                town.secondCertifierCert,
                secondClass.certificate(),
                madeByBank));
    TokenVerifier anybody =
        new TokenVerifier(KnownKeys.under(town.world.authority.certificate()), World.CURRENCY);
    IssuerService inspection = town.startInspection(factory, ofBank);
    for (Proof each : proofs) {
      assertThat(anybody.audit(each).isAccepted()).isTrue();
      assertThat(town.bringerTo(inspection).submit(each).isAccepted()).isTrue();
    }
    assertThat(town.inspectionFor(town.examinerKey, inspection).alarms()).isEmpty();
    assertThat(town.count("core", GRANTED)).isEqualTo(4);
  }

  /**
   * A request is one agent's: the other one grants nothing for it, and repeating grants nothing.
   */
  @Test
  void aRequestThatWentToTheWrongReplicaUsesNothingUp() throws Exception {
    Wanted wanted = payer.wish(secondClass.certificate());
    ByteString request = wanted.request().encode();
    DistantAgents atFirst = town.agents(first, factory);
    assertThat(atFirst.certify(request))
        .isEqualTo(new AgentAnswer.Refused(AgentReason.CLASS_UNKNOWN));
    assertThat(town.count("core", GRANTED)).isZero();
    ByteString answer = given(town.agents(second, factory).certify(request));
    second = town.startSecondCertifier(secondClass);
    assertThat(given(town.agents(second, factory).certify(request))).isEqualTo(answer);
    assertThat(town.count("core", GRANTED)).isEqualTo(1);

    ByteString wish = payee.wishToken().encode();
    ByteString token = given(atFirst.makeToken(wish));
    factory = town.startFactory();
    assertThat(given(town.agents(first, factory).makeToken(wish))).isEqualTo(token);
  }

  /** The first certifier is gone, or hangs at its core; the second answers meanwhile. */
  @Test
  void whatOneCannotDoTheOtherDoes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    IssuerService hanging =
        town.startCertifier(
            new SlowCore(town.coreFor(town.certifierKey), asked, let, PATIENCE_SECONDS));
    ByteString request = payer.wish().request().encode();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<AgentAnswer> slow =
          threads.submit(() -> town.agents(hanging, factory).certify(request));
      try {
        assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        Proof proof =
            paid(
                town.agents(second, ofBank),
                town.secondCertifierCert,
                secondClass.certificate(),
                town.bankFactoryCert);
        assertThat(proof.payment().amount().minor()).isEqualTo(200);
        assertThat(slow.isDone()).isFalse();
      } finally {
        let.countDown();
      }
      // The request that waited is older than what the device asked elsewhere since: 7306.
      assertThat(slow.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .isEqualTo(new AgentAnswer.Refused(AgentReason.NUMBER_PASSED));
    }
    DistantAgents gone = town.agents(hanging, factory);
    hanging.close();
    assertThatThrownBy(() -> gone.certify(request)).isInstanceOf(IOException.class);
    assertThat(
            paid(
                    town.agents(second, factory),
                    town.secondCertifierCert,
                    secondClass.certificate(),
                    town.world.factoryCert)
                .payment()
                .amount()
                .minor())
        .isEqualTo(200);
  }
}
