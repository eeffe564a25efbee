package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.ApiClient;
import org.specie.services.api.ApiRefusal;
import org.specie.services.api.Method;
import org.specie.services.api.Refusal;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.core.CoreLine;

class RolesTest {
  private static final long PATIENCE_SECONDS = 120;
  private static final String SIGNED = "SELECT writes FROM book WHERE name = 'certifier'";
  private static final String GRANTED =
      "SELECT count(*) FROM entry WHERE book = 'core' AND get_byte(key, 0) = 6";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private Town town;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
  }

  @AfterEach
  void stop() throws Exception {
    town.close();
  }

  private static ByteString given(AgentAnswer answer) {
    return switch (answer) {
      case AgentAnswer.Given(ByteString bytes) -> bytes;
      case AgentAnswer.Refused(var reason) ->
          throw new AssertionError(reason.code() + " " + reason.sentence());
    };
  }

  private static AgentAnswer refused(Reason reason) {
    return new AgentAnswer.Refused(reason);
  }

  private DistantAgents purse() throws IOException {
    IssuerService certifier = town.startCertifier();
    return town.agents(certifier, certifier);
  }

  @Test
  void aCertifierOfItsOwnSignsWhatTheCoreGrants() throws Exception {
    town.openClass();
    TestDevice device = town.device("payer");
    TestDevice.Wanted wanted = device.wish();
    ByteString answer = given(purse().certify(wanted.request().encode()));
    PayCert certificate = device.certificate(wanted, Certification.decode(answer));
    assertThat(
            town.world
                .classKey
                .certificate()
                .key()
                .verify(certificate.key(), certificate.signature()))
        .isTrue();
    assertThat(town.count("core", GRANTED)).isEqualTo(1);
  }

  @Test
  void aCertifierThatWasKilledAnswersWithTheSameBytesAndSignsNothingTwice() throws Exception {
    town.openClass();
    TestDevice device = town.device("payer");
    ByteString request = device.wish().request().encode();
    ByteString later = device.wish().request().encode();
    DistantAgents killed = purse();
    ByteString first = given(killed.certify(request));
    DistantAgents next = purse();
    assertThat(given(next.certify(request))).isEqualTo(first);
    assertThat(town.count("certifier", SIGNED)).isEqualTo(1);
    assertThatThrownBy(() -> killed.certify(later))
        .as("the one before, if it still runs, signs nothing any more")
        .isInstanceOf(IOException.class);
    ByteString second = given(next.certify(later));
    assertThat(given(purse().certify(later))).isEqualTo(second).isNotEqualTo(first);
    assertThat(town.count("certifier", SIGNED)).isEqualTo(2);
    assertThat(town.count("core", GRANTED)).isEqualTo(2);
  }

  @Test
  void oneRequestManyTimesAtOnceHasOneAnswer() throws Exception {
    town.openClass();
    ByteString request = town.device("payer").wish().request().encode();
    DistantAgents purse = purse();
    int askers = 8;
    CyclicBarrier together = new CyclicBarrier(askers);
    List<Future<ByteString>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(askers)) {
      for (int i = 0; i < askers; i++) {
        answers.add(
            threads.submit(
                () -> {
                  together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  return given(purse.certify(request));
                }));
      }
      ByteString first = answers.getFirst().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      for (Future<ByteString> each : answers) {
        assertThat(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(first);
      }
    }
    assertThat(town.count("certifier", SIGNED)).isEqualTo(1);
    assertThat(town.count("core", GRANTED)).isEqualTo(1);
  }

  /** The core's grant is made, and the line breaks before the certifier hears of it, once. */
  private record BrokenLine(IssuerCore core, AtomicBoolean isBroken) implements IssuerCore {
    @Override
    public Answer<Long> grant(BlindRequest request, Minutes now) throws IOException {
      Answer<Long> granted = core.grant(request, now);
      if (isBroken.getAndSet(false)) {
        throw new IOException("the line broke");
      }
      return granted;
    }

    @Override
    public Answer<SealedRequest> vouch(SealedRequest request) throws IOException {
      return core.vouch(request);
    }

    @Override
    public Answer<DeviceRecord> end(RecoveryRequest request) throws IOException {
      return core.end(request);
    }
  }

  @Test
  void aGrantThatTheCertifierNeverHeardOfIsMadeGoodByAskingAgain() throws Exception {
    town.openClass();
    TestDevice device = town.device("payer");
    ByteString request = device.wish().request().encode();
    IssuerService certifier =
        town.startCertifier(
            new BrokenLine(town.coreFor(town.certifierKey), new AtomicBoolean(true)));
    DistantAgents purse = town.agents(certifier, certifier);
    assertThatThrownBy(() -> purse.certify(request)).isInstanceOf(IOException.class);
    assertThat(town.count("core", GRANTED)).isEqualTo(1);
    assertThat(town.count("certifier", SIGNED)).isZero();
    town.restartCore();
    DistantAgents next = purse();
    assertThat(given(next.certify(request))).isEqualTo(given(purse.certify(request)));
    assertThat(town.count("core", GRANTED)).isEqualTo(1);
    assertThat(town.count("certifier", SIGNED)).isEqualTo(1);
  }

  @Test
  @Requirement("R138")
  void refusesDevicesAndRequestsWithTheirReasonAndAgain() throws Exception {
    town.openClass();
    TestDevice device = town.device("payer");
    TestDevice stranger = TestDevice.stranger(town.world, "stranger");
    DistantAgents purse = purse();
    ByteString good = device.wish().request().encode();
    for (int turn = 0; turn < 2; turn++) {
      assertThat(purse.certify(stranger.wish().request().encode()))
          .isEqualTo(refused(AgentReason.DEVICE_UNKNOWN));
      assertThat(purse.certify(good.slice(0, good.size() - 1)))
          .isEqualTo(refused(AgentReason.MALFORMED));
      assertThat(purse.certify(ByteString.EMPTY)).isEqualTo(refused(AgentReason.MALFORMED));
    }
    byte[] tampered = good.toByteArray();
    tampered[200] ^= 1;
    assertThat(purse.certify(ByteString.copyOf(tampered)))
        .isIn(refused(AgentReason.NOT_FROM_DEVICE), refused(AgentReason.MALFORMED));
    assertThat(town.count("certifier", SIGNED)).isZero();
    assertThat(given(purse.certify(good))).hasSameHashCodeAs(given(purse.certify(good)));
    device.setBack(device.number() - 1);
    assertThat(purse.certify(device.wish().request().encode()))
        .isEqualTo(refused(AgentReason.NUMBER_TAKEN));
    assertThat(purse.certify(device.wish().request().encode()))
        .isEqualTo(refused(AgentReason.DEVICE_BLOCKED));
  }

  private static void assertRefused(ApiClient client, String request, Refusal reason)
      throws IOException {
    org.specie.services.api.Answer<AnswerContent> answer =
        client.ask(
            Method.POST,
            "/v1/payment-keys",
            Optional.empty(),
            new RequestContent(request),
            AnswerContent.class);
    assertThat(answer)
        .isInstanceOfSatisfying(
            org.specie.services.api.Answer.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(reason.code()));
  }

  @Test
  void refusesContentThatIsTooLongOrNoBytes() throws Exception {
    IssuerService certifier = town.startCertifier();
    try (ApiClient client = new ApiClient(town.address(certifier))) {
      assertRefused(client, "0", Refusals.of(AgentReason.MALFORMED));
      assertRefused(client, "ZZ", Refusals.of(AgentReason.MALFORMED));
      assertRefused(client, "00".repeat(645), ApiRefusal.MALFORMED);
      assertRefused(client, "00".repeat(20_000), ApiRefusal.TOO_LARGE);
    }
  }

  @Test
  void callersGetWhatIsTheirsAndNothingElse() throws Exception {
    town.openClass();
    TestDevice device = town.device("payer");
    BlindRequest request = device.wish().request();
    Verdict unknown = Verdict.refused(IssuerReason.CALLER_UNKNOWN.explanation());
    CoreLine station = town.coreFor(town.stationKey);
    assertThatThrownBy(() -> station.grant(request, World.NOW)).isInstanceOf(IOException.class);
    CoreLine certifier = town.coreFor(town.certifierKey);
    assertThat(certifier.register(device.record())).isEqualTo(unknown);
    for (CoreLine each : List.of(certifier, station)) {
      assertThatThrownBy(() -> each.lend(device.id, Amount.ofMinor(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("7723");
      assertThatThrownBy(() -> each.owner(device.id))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("7723");
    }
    assertThat(town.coreFor(town.managersKey).register(device.record())).isEqualTo(unknown);
    CoreLine factory = town.coreFor(town.factoryKey);
    assertThat(factory.grant(request, World.NOW))
        .isEqualTo(Answer.refused(AgentReason.NOT_ACCREDITED));
    assertThat(factory.take(town.world.classKey.certificate()))
        .isEqualTo(Verdict.refused(IssuerReason.CALL_MALFORMED.explanation()));
    Ed25519SecretKey stranger = Ed25519SecretKey.generate(new SecureRandom()::nextBytes);
    assertThat(town.coreFor(stranger).register(device.record())).isEqualTo(unknown);
    assertThat(town.count("core", GRANTED)).isZero();
  }

  @Test
  @Requirement("R138")
  void aStationRegistersOnceAndManagersNoteLoads() throws Exception {
    TestDevice device = town.device("lent");
    CoreLine station = town.coreFor(town.stationKey);
    assertThat(station.register(device.record()).isAccepted()).isTrue();
    TestDevice other = TestDevice.stranger(town.world, "lent otherwise");
    DeviceRecord taken = other.record();
    assertThat(
            station.register(
                DeviceRecord.fresh(
                    device.id, taken.key(), taken.deviceClass(), taken.partition(), taken.owner())))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.reason().code())
                    .isEqualTo(AgentReason.REGISTERED_OTHERWISE.code()));
    CoreLine managers = town.coreFor(town.managersKey);
    assertThat(managers.owner(device.id)).isEqualTo(Answer.given(device.owner));
    assertThat(managers.lend(device.id, Amount.ofMinor(100)).isAccepted()).isTrue();
    DeviceId nobodys = new DeviceId(ByteString.copyOf(new byte[16]));
    assertThat(managers.lend(nobodys, Amount.ofMinor(1)))
        .isEqualTo(Verdict.refused(AgentReason.DEVICE_UNKNOWN));
    assertThat(managers.owner(nobodys)).isEqualTo(Answer.refused(AgentReason.DEVICE_UNKNOWN));
  }

  @Test
  void aLiarInTheCoresPlaceIsNotBelieved() throws Exception {
    town.openClass();
    ByteString request = town.device("payer").wish().request().encode();
    // The key that the certifier expects is another than the one that answers.
    IssuerService certifier = town.startCertifier(town.coreFor(town.certifierKey, town.stationKey));
    DistantAgents purse = town.agents(certifier, certifier);
    assertThatThrownBy(() -> purse.certify(request)).isInstanceOf(IOException.class);
    assertThat(town.count("certifier", SIGNED)).isZero();
    assertThat(town.count("core", GRANTED)).isZero();
  }

  @Test
  void aFactoryMakesOneTokenForARequestThroughEveryRestart() throws Exception {
    TestDevice device = town.device("payee");
    IssuerService first = town.startFactory();
    ByteString request = device.wishToken().encode();
    DistantAgents purse = town.agents(first, first);
    assertThat(purse.makeToken(request)).isEqualTo(refused(AgentReason.OWNER_UNKNOWN));
    assertThat(town.registerTo(first).enter(Town.owner(device, "Bakery")).isAccepted()).isTrue();
    assertThat(town.registerTo(first).enter(Town.owner(device, "Bakery")).isAccepted()).isTrue();
    assertThat(town.registerTo(first).enter(Town.owner(device, "Jeweller")))
        .isEqualTo(Verdict.refused(IssuerReason.OWNER_ENTERED_OTHERWISE.explanation()));
    ByteString made = given(purse.makeToken(request));
    assertThat(Token.decode(made).configuration().info().text()).isEqualTo("Bakery");
    IssuerService second = town.startFactory();
    assertThat(given(town.agents(second, second).makeToken(request))).isEqualTo(made);
  }

  @Test
  void aCoreWhoseDatabaseWasSetBackDoesNotStart() throws Exception {
    town.openClass();
    town.sql(
        "core",
        "CREATE TABLE copy_book AS SELECT * FROM book",
        "CREATE TABLE copy_entry AS SELECT * FROM entry");
    given(purse().certify(town.device("payer").wish().request().encode()));
    town.sql(
        "core",
        "DELETE FROM entry",
        "DELETE FROM book",
        "INSERT INTO book SELECT * FROM copy_book",
        "INSERT INTO entry SELECT * FROM copy_entry");
    assertThat(town.startCore()).isEqualTo(Answer.refused(IssuerReason.BOOK_SET_BACK));
  }
}
