package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.offline.agents.inspection.AlarmKind;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.suspicion.SplittingRule;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.inspection.InspectionLine;

/** Spec: docs/spec/58-issuer-service.md section 9. */
class InspectionRoleTest {
  private static final String WRITES = "SELECT writes FROM book WHERE name = 'inspection'";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private TestDevice payer;
  private TestDevice payee;
  private IssuerService factory;
  private IssuerService inspection;
  private DistantAgents agents;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    town.openClass();
    payer = town.device("payer");
    payee = town.device("payee");
    factory = town.startFactory();
    assertThat(town.registerTo(factory).enter(Town.owner(payee, "Bakery")).isAccepted()).isTrue();
    agents = town.agents(town.startCertifier(), factory);
    inspection = town.startInspection(factory);
  }

  /** A payment key as it lies in a device. */
  private record Certified(SigningKey key, PayCert certificate) {}

  private static ByteString given(AgentAnswer answer) {
    return ((AgentAnswer.Given) answer).answer();
  }

  private Certified certified() throws IOException, MalformedInput {
    Wanted wanted = payer.wish();
    ByteString signed = given(agents.certify(wanted.request().encode()));
    return new Certified(wanted.key(), payer.certificate(wanted, Certification.decode(signed)));
  }

  /** One that was signed with the class key beside the certifier's book. */
  private Certified counterfeit() {
    SigningKey key = SigningKey.generate();
    BigInteger factor = BigInteger.valueOf(65_539);
    ByteString blinded = TestDevice.blind(town.world.classKey.certificate().key(), key, factor);
    return new Certified(
        key, payer.certificate(key, factor, World.RSA.sign(blinded).orElseThrow()));
  }

  private Configuration token() throws IOException, MalformedInput {
    return Token.decode(given(agents.makeToken(payee.wishToken().encode()))).configuration();
  }

  private Proof paid(Configuration configuration, long minor, Certified by) {
    return payee.proof(
        configuration, TestDevice.pay(configuration, minor, by.key(), by.certificate()));
  }

  private static Hash32 digest(Proof proof) {
    return Token.fresh(proof.configuration()).with(proof.payment()).digest();
  }

  private void taken(Proof proof) throws IOException {
    assertThat(town.bringerTo(inspection).submit(proof)).isEqualTo(Verdict.accepted());
  }

  private InspectionLine examiner() {
    return town.inspectionFor(town.examinerKey, inspection);
  }

  private List<AlarmKind> alarms() throws IOException {
    return examiner().alarms().stream().map(Alarm::kind).toList();
  }

  /** A bank's factory is a stranger's process. */
  @Test
  void aFactoryThatHangsHoldsNobodyButWhoBringsItsPayment() throws Exception {
    Proof proof = paid(token(), 200, certified());
    try (ExecutorService bringing = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Verdict> brought;
      try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        String url = "http://127.0.0.1:" + silent.getLocalPort();
        inspection =
            town.startInspection(ServiceAddress.parse(url, ServerTrust.system()).orElseThrow());
        brought = bringing.submit(() -> town.bringerTo(inspection).submit(proof));
        try (Socket _ = silent.accept()) {
          assertThat(alarms()).isEmpty();
          assertThat(brought.isDone()).isFalse();
        }
      }
      assertThatThrownBy(brought::get).hasCauseInstanceOf(IOException.class);
    }
    assertThat(town.count("inspection", WRITES)).isZero();
  }

  @Test
  void seesHonestPaymentsOnceAndACopiedCardThroughARestart() throws Exception {
    Certified leaked = certified();
    Proof one = paid(token(), 200, leaked);
    taken(one);
    taken(one);
    assertThat(town.count("inspection", WRITES)).isEqualTo(1);
    assertThat(examiner().alarms()).isEmpty();
    inspection = town.startInspection(factory);
    Proof two = paid(token(), 300, leaked);
    taken(two);
    assertThat(examiner().alarms())
        .containsExactly(new Alarm(AlarmKind.KEY_USED_TWICE, digest(two), digest(one), 0));
    assertThat(examiner().proof(digest(one))).contains(one.encode());
    assertThat(examiner().proof(digest(two))).contains(two.encode());
    assertThat(examiner().proof(Hash32.ZERO)).isEmpty();
  }

  /** Who follows up counterfeits sees no receipts, and who follows up laundering no alarms. */
  @Test
  @Requirement({"R142", "R143"})
  void complianceSeesSuspicionsAndTheExaminerAlarmsAndNeitherTheOthers() throws Exception {
    Certified leaked = certified();
    for (int i = 0; i < 3; i++) {
      taken(paid(token(), 950 + i, leaked));
    }
    taken(paid(token(), 899, leaked));
    SplittingRule rule = new SplittingRule(Amount.ofMinor(900), Amount.ofMinor(1_000), 3, 60);
    InspectionLine compliance = town.inspectionFor(town.complianceKey, inspection);
    List<SuspicionReport> reports = compliance.suspicions(rule, World.later(-60), World.later(60));
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().isSignedBy(town.reportsKey.publicKey())).isTrue();
    assertThat(reports.getFirst().suspicion().owner()).isEqualTo(payee.owner);
    assertThat(reports.getFirst().suspicion().sumMinor()).isEqualTo(950 + 951 + 952);
    assertThat(compliance.suspicions(rule, World.later(1), World.later(60))).isEmpty();

    assertThat(alarms()).hasSize(3).containsOnly(AlarmKind.KEY_USED_TWICE);
    assertThatThrownBy(compliance::alarms)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("7723");
    assertThatThrownBy(() -> compliance.proof(Hash32.ZERO)).hasMessageContaining("7723");
    for (var caller : List.of(town.examinerKey, town.stationKey, town.registerKey)) {
      assertThatThrownBy(
              () ->
                  town.inspectionFor(caller, inspection)
                      .suspicions(rule, World.later(-60), World.later(60)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("7723");
    }
  }

  @Test
  void reportsMoreOwnersThanFitIntoAnAnswer() throws Exception {
    Certified leaked = certified();
    int owners = 12;
    for (int i = 0; i < owners; i++) {
      TestDevice each = town.device("stall " + i);
      assertThat(town.registerTo(factory).enter(Town.owner(each, "Stall")).isAccepted()).isTrue();
      for (int j = 0; j < 2; j++) {
        ByteString token = given(agents.makeToken(each.wishToken().encode()));
        taken(paid(Token.decode(token).configuration(), 950 + j, leaked));
      }
    }
    SplittingRule rule = new SplittingRule(Amount.ofMinor(900), Amount.ofMinor(1_000), 2, 60);
    List<SuspicionReport> reports =
        town.inspectionFor(town.complianceKey, inspection)
            .suspicions(rule, World.later(-60), World.later(60));
    assertThat(reports.stream().map(each -> each.suspicion().owner()))
        .hasSize(owners)
        .doesNotHaveDuplicates();
  }

  @Test
  void asksTheCoreHowManyKeysWereGranted() throws Exception {
    taken(paid(token(), 200, counterfeit()));
    assertThat(alarms()).as("no key was granted yet").containsExactly(AlarmKind.KEYS_ABOVE_GRANTS);
  }

  @Test
  void asksTheFactoryForWhatItMade() throws Exception {
    Configuration made =
        town.world
            .factory(owner -> Optional.of(Town.owner(payee, "Bakery").owner()))
            .make(worldWish(), World.NOW)
            .optional()
            .orElseThrow();
    taken(paid(made, 200, certified()));
    assertThat(alarms())
        .as("the key signed beside the record of the process")
        .containsExactly(AlarmKind.TOKEN_UNKNOWN);
  }

  /** The world's own core knows the payee too; the factory that is a process never made this. */
  private ByteString worldWish() throws IOException {
    assertThat(town.world.core.register(payee.record()).isAccepted()).isTrue();
    return payee.wishToken().encode();
  }

  @Test
  void tellsMoreAlarmsThanFitIntoAnAnswer() throws Exception {
    Configuration forked = token();
    Certified leaked = certified();
    int payments = 30;
    for (int i = 0; i < payments; i++) {
      taken(paid(forked, 100 + i, leaked));
    }
    assertThat(examiner().alarms()).hasSize(2 * (payments - 1)).doesNotHaveDuplicates();
  }

  @Test
  void believesNothingThatIsNotSignedAndTellsNobodyElse() throws Exception {
    Configuration configuration = token();
    Certified by = certified();
    Proof genuine = paid(configuration, 200, by);
    Payment other = TestDevice.pay(configuration, 201, by.key(), by.certificate());
    Payment payment = genuine.payment();
    Payment unsigned =
        new Payment(
            payment.sequence(),
            payment.aggregate(),
            payment.amount(),
            payment.time(),
            payment.previous(),
            payment.reference(),
            payment.use(),
            payment.certificate(),
            other.signature());
    assertThat(town.bringerTo(inspection).submit(payee.proof(configuration, unsigned)))
        .isEqualTo(Verdict.refused(TokenReason.BAD_SIGNATURE));
    assertThat(town.count("inspection", WRITES)).isZero();
    for (var caller : List.of(town.stationKey, town.registerKey, town.inspectionKey)) {
      assertThatThrownBy(() -> town.inspectionFor(caller, inspection).alarms())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("7723");
    }
    assertThatThrownBy(
            () -> town.coreFor(town.stationKey).granted(town.world.classKey.certificate().id()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> town.registerTo(factory).made(configuration.id()))
        .isInstanceOf(IOException.class);
  }

  /** A line that breaks leaves the payment untaken, so that it is brought again. */
  @Test
  void takesNoPaymentThatItCannotHoldAgainstTheRecords() throws Exception {
    Proof proof = paid(token(), 200, certified());
    inspection = town.startInspection(town.startCertifier());
    assertThatThrownBy(() -> town.bringerTo(inspection).submit(proof))
        .as("what answers in the factory's place is none")
        .isInstanceOf(IOException.class);
    assertThat(town.count("inspection", WRITES)).isZero();
    inspection = town.startInspection(factory);
    taken(proof);
    assertThat(examiner().alarms()).isEmpty();
  }
}
