package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.agents.factory.PolicyBook.Kind;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.agents.pseudonym.Claim;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.pseudonym.SealedDocument;
import org.specie.offline.agents.station.AppletCard;
import org.specie.offline.agents.station.DeviceOrder;
import org.specie.offline.agents.station.DevicePlan;
import org.specie.offline.agents.station.Station;
import org.specie.offline.agents.station.StationBook;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.reference.ApiRecorder;
import org.specie.services.api.reference.ReferencePage;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.asking.ShownAgent;
import org.specie.services.issuer.asking.ShownLog;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.inspection.Flows;
import org.specie.services.issuer.management.ManagersLine;
import org.specie.services.issuer.pseudonym.DistantLetters;
import org.specie.services.issuer.pseudonym.PersonEntry;
import org.specie.services.issuer.pseudonym.PseudonymLine;

/** Makes docs/reference/api/issuer.md: a card is registered, pays, is inspected and ends. */
class IssuerReferenceTest {
  private static final String HEAD =
      """
      The issuer of offline cash is seven processes with an API each, and an eighth while cards are prepared ([page 58](../../spec/58-issuer-service.md), [a guide](../../guides/offline-issuer.md)). Purses ask the *certifier* for signatures on payment
      keys and the *factory* for tokens; whoever was paid brings payments to *inspection*. What they carry is encoded and sealed by devices, which [page 54](../../spec/54-agents.md) describes: the agents believe
      nothing of whoever brings it, and so anybody may. Beside these, each *authority* that opens sealed entries by order is a process too, and everybody reads its log.

      All other operations are for callers whose keys the role knows: stations, authorities, whoever identifies people, examiners, compliance, operators, and the roles among each other. A caller signs the call with its Ed25519 key, for this role, this operation and
      this minute, and the answer is signed too ([section 4](../../spec/58-issuer-service.md)); *anybody may ask* then means that HTTP itself lets everybody in.
      """;

  private static final Sums HELD =
      new Sums(Amount.ofMinor(900), Amount.ofMinor(1_000), Amount.ofMinor(50), Amount.ofMinor(150));

  @TempDir private Path folder;

  private static ByteString given(AgentAnswer answer) {
    return ((AgentAnswer.Given) answer).answer();
  }

  @Test
  @Requirement("U15")
  void thePageIsWhatTheRolesSayOfThemselves() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Town town = new Town(server, folder, "reference")) {
      ApiRecorder core = town.recordCore();
      IssuerService factoryRole = town.startFactory();
      ApiRecorder factory = town.record(factoryRole);
      IssuerService certifierRole = town.startCertifier();
      ApiRecorder certifier = town.record(certifierRole);
      IssuerService recoveryRole = town.startRecovery();
      ApiRecorder recovery = town.record(recoveryRole);
      IssuerService inspectionRole = town.startInspection(factoryRole);
      ApiRecorder inspection = town.record(inspectionRole);
      IssuerService managersRole = town.startManagers();
      ApiRecorder managers = town.record(managersRole);
      IssuerService rootRole = town.startRoot();
      ApiRecorder root = town.record(rootRole);
      Pseudonyms pseudonyms = pseudonyms(town);
      IssuerService pseudonymRole = pseudonyms.start(town.registerTo(factoryRole));
      ApiRecorder pseudonym = town.record(pseudonymRole);
      town.openClass();
      isIdentified(town, pseudonyms, pseudonymRole);
      ApiRecorder authority = isOpened(town);

      pays(town, town.agents(certifierRole, factoryRole), factoryRole, inspectionRole);
      isOperated(town, factoryRole, inspectionRole);
      isPrepared(town, rootRole, managersRole);
      isManaged(town.managersFor(town.stationKey, managersRole), town.device("managed"));
      ends(town, recoveryRole);
      for (IssuerService each :
          new IssuerService[] {
            factoryRole,
            certifierRole,
            recoveryRole,
            managersRole,
            rootRole,
            inspectionRole,
            pseudonymRole
          }) {
        RoleIntroduction.of(town.address(each));
      }
      new ReferencePage(
              "issuer",
              "services/issuer IssuerReferenceTest",
              "The API of the issuer of offline cash",
              HEAD)
          .with("certifier", certifier)
          .with("factory", factory)
          .with("inspection", inspection)
          .with("pseudonym agent", pseudonym)
          .with("recovery agent", recovery)
          .with("managers", managers)
          .with("root", root)
          .with("authority", authority)
          .with("core", core)
          .isCommitted();
    }
  }

  /** An authority gives its share of an entry that enough of them ordered opened. */
  private static ApiRecorder isOpened(Town town) throws IOException {
    RegisterWorld sealing = new RegisterWorld();
    Unsealers unsealers = new Unsealers(town, sealing);
    IssuerService role = unsealers.start(1);
    ApiRecorder authority = town.record(role);
    RegisterEntry entry = sealing.register.entry(sealing.enrol("0017")).orElseThrow();
    CaseFile asked = Unsealers.about(sealing, entry, "12/26", 1, 2, 3);
    assertThat(unsealers.from(2, 1, role).share(asked).optional()).isPresent();
    assertThat(ShownLog.of(town.address(role)).entries()).hasSize(1);
    RoleIntroduction.of(town.address(role));
    return authority;
  }

  private static Pseudonyms pseudonyms(Town town) throws IOException {
    RegisterWorld sealing = new RegisterWorld();
    return new Pseudonyms(
        town,
        "pseudonym",
        sealing.agentKeys,
        sealing.authorities.key().key(),
        database -> Pseudonyms.people(database, town));
  }

  /** Somebody is identified, another stays anonymous, and an authority fetches what was sealed. */
  private static void isIdentified(Town town, Pseudonyms pseudonyms, IssuerService role)
      throws IOException {
    Ed25519SecretKey ana = Town.key();
    PersonEntry person =
        new PersonEntry(
            "0017", ana.publicKey(), false, new PayeeInfo("Bakery, Old Town"), Optional.empty());
    assertThat(pseudonyms.lineFor(pseudonyms.identitiesKey, role).enter(person).isAccepted())
        .isTrue();
    assertThat(ShownAgent.of(town.address(role))).isEqualTo(pseudonyms.keys.publicKey());
    PseudonymLine station = pseudonyms.lineFor(town.stationKey, role);
    OwnerId owner = station.identify(pseudonyms.consent(ana, "0017", 1)).optional().orElseThrow();
    assertThat(station.anonymous(World.sixteen("a request")).optional()).isPresent();
    assertThat(pseudonyms.lineFor(pseudonyms.authorityKey, role).entry(owner)).isPresent();
    isWrittenTo(town, pseudonyms, role, ana, owner);
  }

  /** Whoever follows a report up leaves a letter, and the owner answers it. */
  private static void isWrittenTo(
      Town town, Pseudonyms pseudonyms, IssuerService role, Ed25519SecretKey ana, OwnerId owner)
      throws IOException {
    PseudonymLine handler = pseudonyms.lineFor(town.complianceKey, role);
    Letter letter =
        new Letter(
            RegisterWorld.report(owner, town.reportsKey),
            ViewSecretKey.generate(RegisterWorld.entropy()).publicKey(),
            "Please send the invoices.");
    Hash32 number = handler.leave(letter).optional().orElseThrow();
    Claim claim = new Claim("0017", 1, World.NOW);
    Ed25519PublicKey agent = pseudonyms.keys.publicKey();
    ByteString sealed =
        SealedDocument.seal(letter, ByteString.utf8("Invoice 7"), RegisterWorld.entropy());
    try (DistantLetters owners = pseudonyms.lettersOf(role)) {
      assertThat(owners.fetch(LetterCall.fetch(ana, agent, claim)).optional()).isPresent();
      LetterCall answer = LetterCall.answer(ana, agent, claim, number, sealed);
      assertThat(owners.answer(answer, number, sealed).isAccepted()).isTrue();
    }
    assertThat(handler.fate(number).optional()).isPresent();
  }

  /** One card pays another, whose owner brings the payment to inspection. */
  private static void pays(
      Town town, DistantAgents agents, IssuerService factory, IssuerService inspection)
      throws Exception {
    TestDevice payer = town.device("payer");
    TestDevice payee = town.device("payee");
    assertThat(town.registerTo(factory).enter(Town.owner(payee, "Bakery")).isAccepted()).isTrue();
    Configuration configuration =
        Token.decode(given(agents.makeToken(payee.wishToken().encode()))).configuration();
    Wanted wanted = payer.wish();
    Certification signed = Certification.decode(given(agents.certify(wanted.request().encode())));
    Proof proof =
        payee.proof(
            configuration,
            TestDevice.pay(configuration, 200, wanted.key(), payer.certificate(wanted, signed)));
    assertThat(agents.giveBack(proof).isAccepted()).isTrue();
    assertThat(town.bringerTo(inspection).submit(proof).isAccepted()).isTrue();
    Hash32 digest = Token.fresh(proof.configuration()).with(proof.payment()).digest();
    assertThat(town.inspectionFor(town.examinerKey, inspection).alarms()).isEmpty();
    assertThat(town.inspectionFor(town.examinerKey, inspection).proof(digest)).isPresent();
  }

  /** Operators look, decide and strike an agent off. */
  private static void isOperated(Town town, IssuerService factory, IssuerService inspection)
      throws IOException {
    town.inspectionFor(town.volumeKey, inspection).noteIssue(Hash32.ZERO, Amount.ofMinor(10_000));
    assertThat(
            town.inspectionFor(town.policyKey, inspection)
                .flows(Flows.Days.before(World.NOW, 1))
                .issuedMinor())
        .isEqualTo(10_000);
    FactoryLine operator = town.factoryFor(town.policyKey, factory);
    TokenPolicy before = operator.policy(Kind.IDENTIFIED);
    TokenPolicy next =
        new TokenPolicy(before.number() + 1, before.payers(), 5, 30, before.limits());
    assertThat(operator.set(Kind.IDENTIFIED, next).isAccepted()).isTrue();
    TestDevice vault = town.device("vault of a bank");
    KeyId bank = town.bankFactoryCert.id();
    assertThat(town.coreFor(town.stationKey).assign(vault.id, bank).isAccepted()).isTrue();
    assertThat(town.coreFor(town.policyKey).strikeOff(bank).isAccepted()).isTrue();
    assertThat(town.coreFor(town.policyKey).agents()).containsEntry(bank, false);
  }

  /** A station makes a blank card somebody's. */
  private static void isPrepared(Town town, IssuerService root, IssuerService managers)
      throws IOException {
    Station station =
        new Station(
            town.rootFor(town.stationKey, root),
            town.managersFor(town.stationKey, managers),
            town.coreFor(town.stationKey),
            List.of(town.world.factoryCert),
            new StationBook(new MemoryStorage()));
    AppletCard card = new AppletCard();
    DevicePlan plan =
        new DevicePlan(
            new DeviceId(World.sixteen("blank")),
            new OwnerId(World.sixteen("its owner")),
            World.CURRENCY,
            World.CLASS,
            World.PARTITION,
            new DevicePlan.DeviceLimits(
                Amount.ofMinor(5_000), Amount.ofMinor(1_000), Amount.ofMinor(20_000)));
    assertThat(station.prepare(card, plan, card.processor).optional()).isPresent();
  }

  /** A station has a card's owner, a load and an order to unlock signed. */
  private static void isManaged(ManagersLine station, TestDevice device) throws IOException {
    UnlockRequest asked = new UnlockRequest(device.id.bytes(), ByteString.hex("0011223344556677"));
    for (DeviceOrder each :
        List.of(
            new DeviceOrder.Owner(device.id, device.owner),
            new DeviceOrder.Load(device.id, 1, Amount.ofMinor(20_000)),
            new DeviceOrder.Unlock(asked))) {
      assertThat(station.sign(each).optional()).isPresent();
    }
  }

  /** A card that ended tells what it held. */
  private static void ends(Town town, IssuerService recovery) throws Exception {
    TestDevice device = town.device("ended");
    assertThat(town.coreFor(town.managersKey).lend(device.id, Amount.ofMinor(1_000)).isAccepted())
        .isTrue();
    RecoveryRequest request = device.tellRecord(device.id, HELD, 1, town.recoverer.publicKey());
    assertThat(town.recoveryFor(town.stationKey, recovery).recover(request.encode()).optional())
        .isPresent();
  }
}
