package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.PseudonymAgent;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.unsealing.Unsealing;
import org.specie.offline.agents.unsealing.UnsealingOrder;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.BankService;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.People;
import org.specie.services.database.Database;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.pseudonym.Identities;
import org.specie.services.issuer.pseudonym.IdentityTable;
import org.specie.services.issuer.pseudonym.PersonEntry;
import org.specie.services.issuer.pseudonym.PseudonymLine;

/**
 * A bank runs factory and pseudonym agent over its own customers, beside the issuer's own two, of
 * the same program and under one root. Spec: docs/spec/58-issuer-service.md 10.5,
 * docs/spec/56-register.md 2.9.
 */
class BankPseudonymTest {
  private static final String SOURCE = "North Bank";
  private static final String DATA = "Ana Anders, 3 Canal Street";
  private static final String WRITTEN = "SELECT count(*) FROM entry WHERE book = 'register'";

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private final Ed25519SecretKey ana = Town.key();
  private final Ed25519SecretKey shop = Town.key();
  private final Ed25519SecretKey quiet = Town.key();
  private final PseudonymAgent.Keys bankKeys =
      new PseudonymAgent.Keys(Town.key(), Secret.random(32, RegisterWorld.entropy()));
  private final RegisterWorld sealing =
      new RegisterWorld(new MemoryStorage(), List.of(bankKeys.publicKey()));
  private final List<Database> open = new ArrayList<>();
  private Town town;

  /** Accounts are of the whole server. */
  private static int readers;

  private String reader = "";
  private People people;
  private long account;
  private long undescribed;
  private IssuerService bankFactory;
  private IssuerService factory;

  /** A bank with two customers, of whom it has written down who one is. */
  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    reader = "reader_" + readers++;
    town.addDatabase("customers");
    Database customers = BankService.database(town.database("customers", "postgres"));
    open.add(customers);
    people = new People(customers::transact);
    Customers accounts = Customers.open(customers::transact, false, RegisterWorld.entropy());
    undescribed = accounts.add(quiet.publicKey(), Optional.empty()).orElseThrow().number();
    account = accounts.add(ana.publicKey(), Optional.empty()).orElseThrow().number();
    assertThat(people.describe(new People.Person(account, "Ana's flowers", DATA))).isTrue();
    town.sql(
        "customers",
        "CREATE ROLE " + reader + " LOGIN",
        "GRANT SELECT (reference, key, institution, shown) ON identity_register TO " + reader);
    bankFactory = town.startBankFactory();
    factory = town.startFactory();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
    for (Database each : open) {
      each.close();
    }
  }

  private String reference() {
    return Long.toString(account);
  }

  /** The bank's agent, by an account of the bank's database. */
  private Pseudonyms bankAgent(String user, Identity.Kind sealed) throws IOException {
    return new Pseudonyms(
        town,
        "bankpseudonym",
        bankKeys,
        sealing.authorities.key().key(),
        _ -> {
          Database customers = Database.openToRead(town.database("customers", user));
          open.add(customers);
          return Answer.given(Identities.of(new IdentityTable(customers, SOURCE, sealed)));
        });
  }

  /** The issuer's agent, of the same code, over people of its own. */
  private Pseudonyms issuerAgent() throws IOException {
    return new Pseudonyms(
        town,
        "pseudonym",
        sealing.agentKeys,
        sealing.authorities.key().key(),
        database -> Pseudonyms.people(database, town));
  }

  private PseudonymLine stationOf(Pseudonyms bank) throws IOException {
    return pseudonymsOf(bank, town.stationKey);
  }

  private PseudonymLine pseudonymsOf(Pseudonyms bank, Ed25519SecretKey caller) throws IOException {
    return bank.lineFor(caller, bank.start(town.bankRegisterTo(bankFactory)));
  }

  private TestDevice card(String name, OwnerId owner) throws IOException {
    TestDevice card = TestDevice.of(town.world, name, owner);
    assertThat(town.coreFor(town.stationKey).register(card.record()).isAccepted()).isTrue();
    return card;
  }

  private static Configuration token(DistantAgents agents, TestDevice card)
      throws IOException, MalformedInput {
    AgentAnswer answer = agents.makeToken(card.wishToken().encode());
    return Token.decode(((AgentAnswer.Given) answer).answer()).configuration();
  }

  private static void assertUnknown(DistantAgents agents, TestDevice card) throws IOException {
    assertThat(agents.makeToken(card.wishToken().encode()))
        .isEqualTo(new AgentAnswer.Refused(AgentReason.OWNER_UNKNOWN));
  }

  /** Two deployments under one root, and each knows the owners that its own agent gave. */
  @Test
  @Requirement("R128")
  void aPurseGetsItsTokenFromTheBankThatGaveItsOwnerId() throws Exception {
    Pseudonyms bank = bankAgent(reader, Identity.Kind.REFERENCE);
    OwnerId owner =
        stationOf(bank).identify(bank.consent(ana, reference(), 1)).optional().orElseThrow();
    Pseudonyms issuer = issuerAgent();
    IssuerService running = issuer.start(town.registerTo(factory));
    assertThat(
            issuer
                .lineFor(issuer.identitiesKey, running)
                .enter(
                    new PersonEntry(
                        "shop", shop.publicKey(), false, new PayeeInfo("Market"), Optional.empty()))
                .isAccepted())
        .isTrue();
    PseudonymLine ofIssuer = issuer.lineFor(town.stationKey, running);
    OwnerId market = ofIssuer.identify(issuer.consent(shop, "shop", 1)).optional().orElseThrow();
    // Who banks here is nobody there, and a consent is for one of the two.
    assertThat(ofIssuer.identify(issuer.consent(ana, reference(), 1)))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.reason().code())
                    .isEqualTo(RegisterReason.REFERENCE_UNKNOWN.code()));
    assertThat(stationOf(bank).identify(issuer.consent(ana, reference(), 1)))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.reason().code()).isEqualTo(RegisterReason.NO_CONSENT.code()));

    TestDevice flowers = card("card of ana", owner);
    TestDevice stall = card("card of the market", market);
    DistantAgents atBank = town.agents(bankFactory, bankFactory);
    DistantAgents atIssuer = town.agents(factory, factory);
    Configuration fromBank = token(atBank, flowers);
    assertThat(fromBank.factory()).isEqualTo(town.bankFactoryCert.id());
    assertThat(fromBank.owner()).isEqualTo(owner);
    assertThat(fromBank.info().text()).isEqualTo("Ana's flowers");
    assertThat(token(atIssuer, stall).factory()).isEqualTo(town.world.factoryCert.id());
    assertUnknown(atIssuer, flowers);
    assertUnknown(atBank, stall);
    assertThat(noted(town.bankFactoryCert).examine(fromBank, World.NOW).isAccepted()).isTrue();
    assertThat(noted(town.world.factoryCert).examine(fromBank, World.NOW).isAccepted())
        .as("by the note of a card of the issuer's")
        .isFalse();
    paysOn(fromBank, flowers, stall);
  }

  /** What a purse believes whose card has a note with this factory on it. */
  private TokenVerifier noted(KeyCert made) {
    return IssuerDocument.of(
            town.world.authority.certificate(),
            World.CURRENCY,
            made,
            town.world.certifierCert,
            town.world.classKey.certificate())
        .orElseThrow()
        .verifier();
  }

  /** Somebody pays on the bank's token, and inspection asks the bank's factory about it. */
  private void paysOn(Configuration token, TestDevice payee, TestDevice payer) throws Exception {
    town.openClass();
    IssuerService certifier = town.startCertifier();
    Wanted wanted = payer.wish();
    AgentAnswer signed = town.agents(certifier, factory).certify(wanted.request().encode());
    Certification answer = Certification.decode(((AgentAnswer.Given) signed).answer());
    Proof proof =
        new Proof(
            token,
            TestDevice.pay(token, 200, wanted.key(), payer.certificate(wanted, answer)),
            new Chain(
                List.of(
                    town.bankFactoryCert,
                    town.world.certifierCert,
                    town.world.classKey.certificate())));
    assertThat(payee.owner).isEqualTo(token.owner());
    IssuerService inspection = town.startInspection(factory, bankFactory);
    assertThat(town.bringerTo(inspection).submit(proof).isAccepted()).isTrue();
    assertThat(town.inspectionFor(town.examinerKey, inspection).alarms()).isEmpty();
  }

  private Unsealing opened(RegisterEntry entry) throws IOException {
    return sealing.opened(
        new UnsealingOrder(
            "Court of the Old Town",
            "case 7",
            "Laundering of the proceeds of a robbery",
            entry.owner(),
            World.later(-60),
            World.later(1_440)),
        entry);
  }

  private long rowsWith(String words) throws IOException {
    return town.count(
        "bankpseudonym",
        "SELECT count(*) FROM entry WHERE position('%s'::bytea in value) > 0".formatted(words));
  }

  /** The agent's account of the bank's database may not read who people are, and need not. */
  @Test
  @Requirement({"R55", "R54"})
  void aReferenceIsSealedAndLeadsToTheCustomerInTheBanksDatabase() throws IOException {
    Pseudonyms bank = bankAgent(reader, Identity.Kind.REFERENCE);
    IssuerService running = bank.start(town.bankRegisterTo(bankFactory));
    OwnerId owner =
        bank.lineFor(town.stationKey, running)
            .identify(bank.consent(ana, reference(), 1))
            .optional()
            .orElseThrow();
    RegisterEntry entry = bank.lineFor(bank.authorityKey, running).entry(owner).orElseThrow();
    assertThat(opened(entry))
        .isInstanceOfSatisfying(
            Unsealing.Opened.class,
            unsealed -> {
              assertThat(unsealed.liars()).isEmpty();
              assertThat(unsealed.identity())
                  .isEqualTo(new Identity(Identity.Kind.REFERENCE, SOURCE, reference()));
            });
    assertThat(people.find(account).map(People.Person::data)).contains(DATA);
    assertThat(rowsWith("Ana's flowers".replace("'", "''"))).as("what payers see").isEqualTo(1);
    assertThat(rowsWith("Ana Anders")).isZero();
    assertThat(rowsWith(SOURCE)).isZero();
    assertThat(town.count("bankpseudonym", WRITTEN)).isEqualTo(1);
  }

  @Test
  @Requirement("R55")
  void dataAreSealedThemselvesWhereTheBankLetsThemBeRead() throws IOException {
    Pseudonyms bank = bankAgent("postgres", Identity.Kind.DATA);
    IssuerService running = bank.start(town.bankRegisterTo(bankFactory));
    OwnerId owner =
        bank.lineFor(town.stationKey, running)
            .identify(bank.consent(ana, reference(), 1))
            .optional()
            .orElseThrow();
    assertThat(opened(bank.lineFor(bank.authorityKey, running).entry(owner).orElseThrow()))
        .isInstanceOfSatisfying(
            Unsealing.Opened.class,
            unsealed ->
                assertThat(unsealed.identity())
                    .isEqualTo(new Identity(Identity.Kind.DATA, SOURCE, DATA)));
    assertThat(rowsWith("Ana Anders")).isZero();
  }

  @Test
  void dataThatTheBankDoesNotLetBeReadAreNotSealed() throws IOException {
    Pseudonyms bank = bankAgent(reader, Identity.Kind.DATA);
    PseudonymLine station = stationOf(bank);
    ByteString consent = bank.consent(ana, reference(), 1);
    assertThatThrownBy(() -> station.identify(consent)).isInstanceOf(IOException.class);
    assertThat(town.count("bankpseudonym", WRITTEN)).isZero();
  }

  @Test
  @Requirement("R56")
  void nobodyIsIdentifiedWhomTheBankDoesNotDescribeOrWhoDoesNotConsent() throws IOException {
    Pseudonyms bank = bankAgent(reader, Identity.Kind.REFERENCE);
    PseudonymLine station = stationOf(bank);
    for (String other :
        List.of(
            Long.toString(undescribed),
            "1",
            "0" + reference(),
            " " + reference(),
            reference() + " ",
            "x'")) {
      assertThat(station.identify(bank.consent(quiet, other, 1)))
          .as(other)
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused ->
                  assertThat(refused.reason().code())
                      .isEqualTo(RegisterReason.REFERENCE_UNKNOWN.code()));
    }
    assertThat(station.identify(bank.consent(Town.key(), reference(), 1)))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.reason().code()).isEqualTo(RegisterReason.NO_CONSENT.code()));
    assertThat(town.count("bankpseudonym", WRITTEN)).isZero();
  }

  /** One person would get two owner ids for one device. */
  @Test
  void aDatabaseThatTakesReferencesForTheSameIsNotBelieved() throws IOException {
    town.sql(
        "customers",
        "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
        "ALTER TABLE person ADD COLUMN alias text COLLATE loose",
        "UPDATE person SET alias = 'ana'",
        "DROP VIEW identity_register",
        "CREATE VIEW identity_register AS SELECT p.alias AS reference, a.key, p.institution,"
            + " p.shown, p.data FROM person p JOIN account a ON a.number = p.account");
    Pseudonyms bank = bankAgent("postgres", Identity.Kind.REFERENCE);
    PseudonymLine station = stationOf(bank);
    assertThat(station.identify(bank.consent(ana, "ana", 1)).optional()).isPresent();
    assertThat(station.identify(bank.consent(ana, "ANA", 1)).optional()).isEmpty();
    assertThat(people.describe(new People.Person(undescribed, "Another Ana", "Ana B."))).isTrue();
    town.sql("customers", "UPDATE person SET alias = 'ANA' WHERE account = " + undescribed);
    assertThat(station.identify(bank.consent(quiet, "ANA", 1)).optional()).isPresent();
    assertThat(station.identify(bank.consent(ana, "ana", 2)).optional()).isPresent();
  }

  private void view(String columns) throws IOException {
    town.sql(
        "customers",
        "DROP VIEW identity_register",
        "CREATE VIEW identity_register AS SELECT a.number::text AS reference, "
            + columns
            + " WHERE a.kind = 'CUSTOMER'");
  }

  /** What the bank wrote down wrongly is a failure, until it is put right. */
  @Test
  void aCustomerWithTwoRecordsIsNotIdentified() throws IOException {
    view(
        "a.key, false AS institution, 'x' AS shown, NULL::text AS data FROM account a,"
            + " generate_series(1, 2)");
    isNotIdentified();
  }

  @Test
  void aCustomerOfWhomTheBankDoesNotSayWhetherItIsAnInstitutionIsNotIdentified()
      throws IOException {
    view("a.key, NULL::boolean AS institution, 'x' AS shown, NULL::text AS data FROM account a");
    isNotIdentified();
  }

  private void isNotIdentified() throws IOException {
    Pseudonyms bank = bankAgent("postgres", Identity.Kind.REFERENCE);
    PseudonymLine station = stationOf(bank);
    ByteString consent = bank.consent(ana, reference(), 1);
    assertThatThrownBy(() -> station.identify(consent)).isInstanceOf(IOException.class);
    assertThat(town.count("bankpseudonym", WRITTEN)).isZero();
  }
}
