package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.factory.PolicyBook.Kind;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.inspection.Flows;

/**
 * Two kinds of operators, and agents that are struck off. Spec: docs/spec/58-issuer-service.md 4.6.
 */
class OperatorsRoleTest {
  private static final int DAY = World.NOW.sinceEpoch() / 1_440;
  private static final Flows.Days TODAY = new Flows.Days(DAY, DAY);

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;
  private IssuerService factory;
  private IssuerService certifier;
  private IssuerService inspection;
  private TestDevice payee;
  private TestDevice payer;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    town.openClass();
    factory = town.startFactory();
    certifier = town.startCertifier();
    inspection = town.startInspection(factory);
    payer = town.device("payer");
    payee = town.device("payee");
    assertThat(town.registerTo(factory).enter(Town.owner(payee, "Bakery")).isAccepted()).isTrue();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private static ByteString given(AgentAnswer answer) {
    return ((AgentAnswer.Given) answer).answer();
  }

  private Configuration token() throws Exception {
    DistantAgents agents = town.agents(certifier, factory);
    return Token.decode(given(agents.makeToken(payee.wishToken().encode()))).configuration();
  }

  private static TokenPolicy policy(int number, int payments) {
    return new TokenPolicy(
        number, World.CLASS, payments, 3, new Limits(Amount.ofMinor(500), Amount.ofMinor(900)));
  }

  private static void assertNotTheirs(ThrowingCallable asked) {
    assertThatThrownBy(asked).isInstanceOf(IOException.class).hasMessageContaining("7723");
  }

  private static void assertNotTheirs(Verdict verdict) {
    assertThat(verdict).isEqualTo(Verdict.refused(IssuerReason.CALLER_UNKNOWN.explanation()));
  }

  /** The flows are seen, a policy is set, and the very next token has it; also after a restart. */
  @Test
  @Requirement("R145")
  void whoSeesTheFlowsSetsThePolicyOfTheNextToken() throws Exception {
    Amount issued = Amount.ofMinor(10_000);
    for (Amount each : List.of(issued, issued, Amount.ofMinor(100))) {
      assertThat(town.inspectionFor(town.volumeKey, inspection).noteIssue(Hash32.ZERO, each))
          .as("the first under a name stays")
          .isEqualTo(issued);
    }
    Configuration before = token();
    Wanted wanted = payer.wish();
    ByteString signed = given(town.agents(certifier, factory).certify(wanted.request().encode()));
    assertThat(
            town.bringerTo(inspection)
                .submit(
                    payee.proof(
                        before,
                        TestDevice.pay(
                            before,
                            2_500,
                            wanted.key(),
                            payer.certificate(wanted, Certification.decode(signed)))))
                .isAccepted())
        .isTrue();
    assertThatThrownBy(() -> town.inspectionFor(town.policyKey, inspection).flows(TODAY))
        .as("of a day that is not over nobody is told how it goes on")
        .isInstanceOf(IOException.class)
        .hasMessageContaining("7725");
    Flows.Days yesterday = Flows.Days.before(World.NOW, 1);
    assertThat(town.inspectionFor(town.policyKey, inspection).flows(yesterday))
        .isEqualTo(new Flows(10_000, 0, 0, OptionalLong.of(0)));
    town.inspectionAheadSeconds = 24 * 60 * 60;
    assertThat(town.inspectionFor(town.policyKey, inspection).flows(TODAY))
        .isEqualTo(new Flows(10_000, 0, 2_500, OptionalLong.of(250)));
    assertThat(town.inspectionFor(town.policyKey, inspection).flows(yesterday).turnoverMinor())
        .isZero();

    var operator = town.factoryFor(town.policyKey, factory);
    TokenPolicy first = operator.policy(Kind.IDENTIFIED);
    assertThat(before.policy()).isEqualTo(first.number());
    TokenPolicy next = policy(first.number() + 1, 2);
    assertThat(operator.set(Kind.IDENTIFIED, next).isAccepted()).isTrue();
    assertThat(operator.set(Kind.IDENTIFIED, next).isAccepted()).isTrue();
    Configuration after = token();
    assertThat(after.policy()).isEqualTo(next.number());
    assertThat(after.terms().paymentsMax()).isEqualTo(2);
    assertThat(after.terms().limits()).isEqualTo(next.limits());
    assertThat(operator.policy(Kind.ANONYMOUS))
        .as("the other kind's is as before")
        .isEqualTo(first);

    factory = town.startFactory();
    assertThat(token().policy()).isEqualTo(next.number());
    var again = town.factoryFor(town.policyKey, factory);
    assertThat(again.policy(Kind.IDENTIFIED)).isEqualTo(next);
    for (TokenPolicy passed : List.of(first, policy(next.number(), 9))) {
      assertThat(again.set(Kind.IDENTIFIED, passed))
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              refused ->
                  assertThat(refused.reason().code()).isEqualTo(AgentReason.POLICY_PASSED.code()));
    }
  }

  /** Each is refused whatever is the other's, and so is everybody else. */
  @Test
  @Requirement("R46")
  void eachKindOfOperatorDoesItsOwnAndNothingElse() throws Exception {
    KeyId agent = town.bankFactoryCert.id();
    for (Ed25519SecretKey caller :
        List.of(town.volumeKey, town.stationKey, town.examinerKey, Town.key())) {
      assertNotTheirs(
          () -> town.inspectionFor(caller, inspection).flows(Flows.Days.before(World.NOW, 1)));
      assertNotTheirs(() -> town.factoryFor(caller, factory).policy(Kind.IDENTIFIED));
      assertNotTheirs(town.factoryFor(caller, factory).set(Kind.IDENTIFIED, policy(9, 1)));
      assertNotTheirs(town.coreFor(caller).strikeOff(agent));
      assertThatThrownBy(() -> town.coreFor(caller).agents()).isInstanceOf(IOException.class);
    }
    for (Ed25519SecretKey caller :
        List.of(town.policyKey, town.stationKey, town.examinerKey, Town.key())) {
      assertNotTheirs(
          () ->
              town.inspectionFor(caller, inspection)
                  .noteIssue(Hash32.ZERO, Amount.ofMinor(10_000)));
    }
    for (Ed25519SecretKey caller : List.of(town.policyKey, town.volumeKey)) {
      assertNotTheirs(town.coreFor(caller).register(payer.record()));
      assertNotTheirs(() -> town.coreFor(caller).lend(payer.id, Amount.ofMinor(1)));
      assertNotTheirs(() -> town.inspectionFor(caller, inspection).alarms());
      assertNotTheirs(town.factoryFor(caller, factory).enter(Town.owner(payer, "Bakery")));
    }
    assertThat(token().policy()).as("no policy was set").isEqualTo(1);
    assertThat(
            town.inspectionFor(town.policyKey, inspection).flows(Flows.Days.before(World.NOW, 1)))
        .as("nothing was noted")
        .isEqualTo(new Flows(0, 0, 0, OptionalLong.empty()));
    assertThat(town.coreFor(town.policyKey).agents()).containsEntry(agent, true);

    town.inspectionFor(town.volumeKey, inspection).noteIssue(Hash32.ZERO, Amount.ofMinor(10_000));
    assertThat(town.coreFor(town.policyKey).strikeOff(agent).isAccepted()).isTrue();
  }

  /** The vault of a bank asks the issuer's agents; struck off, the bank gets nothing for it. */
  @Test
  @Requirement({"R45", "R149"})
  void anAgentsPurseIsServedByTheIssuerUntilTheAgentIsStruckOff() throws Exception {
    TestDevice vault = town.device("vault");
    assertThat(town.registerTo(factory).enter(Town.owner(vault, "Bank")).isAccepted()).isTrue();
    KeyId bank = town.bankFactoryCert.id();
    assertThat(town.coreFor(town.stationKey).assign(vault.id, bank).isAccepted()).isTrue();
    IssuerService ofBank = town.startBankFactory();
    assertThat(town.bankRegisterTo(ofBank).enter(Town.owner(vault, "Bank")).isAccepted()).isTrue();

    DistantAgents atIssuer = town.agents(certifier, factory);
    assertThat(town.agents(certifier, ofBank).makeToken(vault.wishToken().encode()))
        .isEqualTo(new AgentAnswer.Refused(AgentReason.NOT_THE_CORES_AGENT));
    assertThat(atIssuer.certify(vault.wish().request().encode()))
        .isInstanceOf(AgentAnswer.Given.class);
    assertThat(atIssuer.makeToken(vault.wishToken().encode()))
        .isInstanceOf(AgentAnswer.Given.class);

    assertThat(town.coreFor(town.policyKey).strikeOff(bank).isAccepted()).isTrue();
    assertThat(town.coreFor(town.policyKey).agents()).containsEntry(bank, false);
    town.restartCore();
    DistantAgents later = town.agents(town.startCertifier(), town.startFactory());
    assertThat(later.certify(vault.wish().request().encode()))
        .isEqualTo(new AgentAnswer.Refused(AgentReason.NOT_ACCREDITED));
    assertThat(later.makeToken(vault.wishToken().encode()))
        .isEqualTo(new AgentAnswer.Refused(AgentReason.NOT_ACCREDITED));
    assertThat(later.certify(payer.wish().request().encode()))
        .isInstanceOf(AgentAnswer.Given.class);
  }
}
