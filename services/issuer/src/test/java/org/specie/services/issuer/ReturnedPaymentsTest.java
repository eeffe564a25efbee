package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.factory.Returns;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.asking.DistantInspection;

/**
 * Payments that owners give back, through the processes. Spec: docs/spec/58-issuer-service.md 7.4.
 */
@Requirement("R60")
class ReturnedPaymentsTest {
  private static final String TAKEN = "SELECT writes FROM book WHERE name = 'inspection'";
  private static final String WAITING =
      "SELECT count(*) FROM entry WHERE book = 'returned' AND get_byte(key, 0) = 1";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;
  private IssuerService factory;
  private IssuerService certifier;
  private TestDevice payer;
  private TestDevice payee;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    town.openClass();
    payer = town.device("payer");
    payee = town.device("payee");
    factory = town.startFactory();
    certifier = town.startCertifier();
    assertThat(town.registerTo(factory).enter(Town.owner(payee, "Bakery")).isAccepted()).isTrue();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private static ByteString given(AgentAnswer answer) {
    return ((AgentAnswer.Given) answer).answer();
  }

  private Proof paid(DistantAgents agents, long minor) throws Exception {
    Wanted wanted = payer.wish();
    Certification signed = Certification.decode(given(agents.certify(wanted.request().encode())));
    Configuration token =
        Token.decode(given(agents.makeToken(payee.wishToken().encode()))).configuration();
    return payee.proof(
        token, TestDevice.pay(token, minor, wanted.key(), payer.certificate(wanted, signed)));
  }

  private boolean isInspected(IssuerService inspection, Proof proof) throws IOException {
    Hash32 digest = Returns.digest(proof);
    return town.inspectionFor(town.examinerKey, inspection).proof(digest).isPresent();
  }

  /** Inspection is away, the factory ends, an answer is lost; then each is there, once. */
  @Test
  void whatWasGivenBackIsInInspectionOnce() throws Exception {
    List<Proof> given = new ArrayList<>();
    DistantAgents agents = town.agents(certifier, factory);
    for (int i = 0; i < 3; i++) {
      Proof proof = paid(agents, 100 + i);
      given.add(proof);
      assertThat(agents.giveBack(proof).isAccepted()).isTrue();
      assertThat(agents.giveBack(proof).isAccepted()).isTrue();
    }
    assertThatThrownBy(town::bring).isInstanceOf(IOException.class);
    factory = town.startFactory();
    assertThat(town.count("factory", WAITING)).isEqualTo(3);

    IssuerService inspection = town.startInspection(factory);
    DistantInspection bringer = town.bringerTo(inspection);
    List<Hash32> seen = new ArrayList<>();
    town.leadFactoriesTo(
        proof -> {
          Verdict answer = bringer.submit(proof);
          seen.add(Returns.digest(proof));
          if (seen.size() == 2) {
            throw new IOException("the answer is lost on the way");
          }
          return answer;
        });
    assertThatThrownBy(town::bring).hasMessageContaining("lost");
    assertThat(town.count("factory", WAITING)).isEqualTo(2);
    factory = town.startFactory();
    town.bring();
    town.bring();
    assertThat(town.count("factory", WAITING)).isZero();
    assertThat(seen).as("one answer was lost, so one is brought again").hasSize(4);
    for (Proof each : given) {
      assertThat(isInspected(inspection, each)).isTrue();
    }
    assertThat(town.count("inspection", TAKEN)).as("one write a payment").isEqualTo(3);
    assertThat(town.inspectionFor(town.examinerKey, inspection).alarms()).isEmpty();

    // Given back once more, it is not brought again.
    assertThat(town.agents(certifier, factory).giveBack(given.getFirst()).isAccepted()).isTrue();
    town.bring();
    assertThat(seen).hasSize(4);
  }

  @Test
  void aFactoryTakesWhatIsOnItsOwnTokens() throws Exception {
    Proof proof = paid(town.agents(certifier, factory), 100);
    IssuerService ofBank = town.startBankFactory();
    assertThat(town.agents(certifier, ofBank).giveBack(proof))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.reason().code()).isEqualTo(AgentReason.TOKEN_OF_OTHERS.code()));
    assertThat(town.count("bankfactory", WAITING)).isZero();
  }
}
