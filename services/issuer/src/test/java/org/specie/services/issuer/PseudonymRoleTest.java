package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.IdentityRegister;
import org.specie.offline.agents.pseudonym.PseudonymAgent;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.factory.OwnerEntry;
import org.specie.services.issuer.pseudonym.PersonEntry;
import org.specie.services.issuer.pseudonym.PseudonymLine;

/** Spec: docs/spec/58-issuer-service.md section 10. */
class PseudonymRoleTest {
  private static final String OWNERS = "SELECT count(*) FROM entry WHERE book = 'owners'";
  private static final String REGISTER = "SELECT count(*) FROM entry WHERE book = 'register'";
  private static final String ANA = "account 0017 of ana";
  private static final ByteString REQUEST = ByteString.utf8("request sixteen.");

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private final Ed25519SecretKey ana = Town.key();
  private final RegisterWorld sealing = new RegisterWorld();
  private Town town;
  private Pseudonyms pseudonyms;
  private IssuerService factory;

  @BeforeEach
  void start() throws IOException {
    town = TOWNS.found(folder);
    pseudonyms =
        new Pseudonyms(
            town,
            "pseudonym",
            sealing.agentKeys,
            sealing.authorities.key().key(),
            database -> Pseudonyms.people(database, town));
    factory = town.startFactory();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  private static PersonEntry person(String reference, Ed25519SecretKey key, String shown) {
    return new PersonEntry(
        reference, key.publicKey(), false, new PayeeInfo(shown), Optional.empty());
  }

  /** A role that knows Ana, as its station sees it. */
  private PseudonymLine station() throws IOException {
    IssuerService running = pseudonyms.start(town.registerTo(factory));
    assertThat(
            pseudonyms
                .lineFor(pseudonyms.identitiesKey, running)
                .enter(person(ANA, ana, "Bakery"))
                .isAccepted())
        .isTrue();
    return pseudonyms.lineFor(town.stationKey, running);
  }

  private long written() throws IOException {
    return town.count("pseudonym", REGISTER) + town.count("factory", OWNERS);
  }

  private static void assertRefused(Answer<OwnerId> answer, Reason reason) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.reason().code()).isEqualTo(reason.code()));
  }

  private Configuration token(TestDevice device) throws IOException {
    AgentAnswer answer = town.agents(factory, factory).makeToken(device.wishToken().encode());
    try {
      return Token.decode(((AgentAnswer.Given) answer).answer()).configuration();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /** From a consent over two processes to a token that shows the name of the register. */
  @Test
  @Requirement({"R49", "R50", "R56"})
  void aConsentLeadsToAnOwnerIdThatTheFactoryKnows() throws IOException {
    OwnerId owner = station().identify(pseudonyms.consent(ana, ANA, 1)).optional().orElseThrow();
    TestDevice card = TestDevice.of(town.world, "card of ana", owner);
    assertThat(town.coreFor(town.stationKey).register(card.record()).isAccepted()).isTrue();
    Configuration token = token(card);
    assertThat(token.owner()).isEqualTo(owner);
    assertThat(token.info().text()).isEqualTo("Bakery");
    assertThat(token.anonymous()).isFalse();
  }

  @Test
  @Requirement("R50")
  void whoStaysAnonymousHasATokenWithoutAName() throws IOException {
    PseudonymLine station = station();
    OwnerId owner = station.anonymous(REQUEST).optional().orElseThrow();
    assertThat(station.anonymous(REQUEST)).isEqualTo(Answer.given(owner));
    TestDevice card = TestDevice.of(town.world, "card of nobody", owner);
    assertThat(town.coreFor(town.stationKey).register(card.record()).isAccepted()).isTrue();
    Configuration token = token(card);
    assertThat(token.anonymous()).isTrue();
    assertThat(token.info().text()).isEmpty();
    assertRefused(station.anonymous(ByteString.utf8("short")), RegisterReason.MALFORMED);
    assertRefused(station.anonymous(ByteString.EMPTY), RegisterReason.MALFORMED);
  }

  /** The factory's answer is lost, then the agent starts again, and nothing counts twice. */
  @Test
  @Requirement("R49")
  void whatACrashLeavesIsRepairedByAskingAgain() throws IOException {
    ByteString consent = pseudonyms.consent(ana, ANA, 1);
    PseudonymLine station = station();
    factory.close();
    assertThatThrownBy(() -> station.identify(consent)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> station.anonymous(REQUEST)).isInstanceOf(IOException.class);
    assertThat(town.count("pseudonym", REGISTER)).isEqualTo(3);
    assertThat(town.count("factory", OWNERS)).isZero();

    factory = town.startFactory();
    PseudonymLine next =
        pseudonyms.lineFor(town.stationKey, pseudonyms.start(town.registerTo(factory)));
    OwnerId owner = next.identify(consent).optional().orElseThrow();
    assertThat(next.identify(consent)).isEqualTo(Answer.given(owner));
    OwnerId nobody = next.anonymous(REQUEST).optional().orElseThrow();
    assertThat(next.anonymous(REQUEST)).isEqualTo(Answer.given(nobody));
    assertThat(town.count("pseudonym", REGISTER)).isEqualTo(3);
    assertThat(town.count("factory", OWNERS)).isEqualTo(2);
    // The process before has lost the book.
    assertThatThrownBy(() -> station.anonymous(ByteString.utf8("request number 2")))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Requirement("R56")
  void aConsentOfWhichOneByteWasChangedGivesNothing() throws IOException {
    PseudonymLine station = station();
    ByteString genuine = pseudonyms.consent(ana, ANA, 1);
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(station.identify(ByteString.copyOf(bytes)).optional()).as("byte %s", at).isEmpty();
    }
    assertRefused(station.identify(ByteString.EMPTY), RegisterReason.MALFORMED);
    assertRefused(station.identify(ByteString.concat(genuine, REQUEST)), RegisterReason.MALFORMED);
    assertThat(written()).isZero();
    assertThat(station.identify(genuine).optional()).isPresent();
  }

  @Test
  @Requirement("R56")
  void aConsentIsOfOnePersonForOneAgentAndOneDay() throws IOException {
    PseudonymLine station = station();
    assertRefused(
        station.identify(pseudonyms.consent(Town.key(), ANA, 1)), RegisterReason.NO_CONSENT);
    assertRefused(
        station.identify(Consent.give(ana, Town.key().publicKey(), ANA, 1, World.NOW).encode()),
        RegisterReason.NO_CONSENT);
    assertRefused(
        station.identify(pseudonyms.consent(ana, "somebody else", 1)),
        RegisterReason.REFERENCE_UNKNOWN);
    ByteString consent = pseudonyms.consent(ana, ANA, 1);
    for (int minutes : new int[] {-1, 1_441}) {
      pseudonyms.setTime(World.later(minutes));
      PseudonymLine other =
          pseudonyms.lineFor(town.stationKey, pseudonyms.start(town.registerTo(factory)));
      assertRefused(other.identify(consent), RegisterReason.CONSENT_NOT_VALID_NOW);
    }
    assertThat(written()).isZero();
  }

  @Test
  void eachSeatGetsWhatIsForIt() throws IOException {
    IssuerService running = pseudonyms.start(town.registerTo(factory));
    PseudonymLine station = pseudonyms.lineFor(town.stationKey, running);
    PseudonymLine authority = pseudonyms.lineFor(pseudonyms.authorityKey, running);
    PseudonymLine identities = pseudonyms.lineFor(pseudonyms.identitiesKey, running);
    PseudonymLine stranger = pseudonyms.lineFor(Town.key(), running);
    ByteString consent = pseudonyms.consent(ana, ANA, 1);
    for (PseudonymLine each : new PseudonymLine[] {station, authority, stranger}) {
      assertThat(each.enter(person(ANA, ana, "Bakery")))
          .isEqualTo(Verdict.refused(IssuerReason.CALLER_UNKNOWN.explanation()));
    }
    assertThat(identities.enter(person(ANA, ana, "Bakery")).isAccepted()).isTrue();
    for (PseudonymLine each : new PseudonymLine[] {identities, authority, stranger}) {
      assertRefused(each.identify(consent), IssuerReason.CALLER_UNKNOWN);
      assertRefused(each.anonymous(REQUEST), IssuerReason.CALLER_UNKNOWN);
    }
    assertThat(written()).isZero();
    OwnerId owner = station.identify(consent).optional().orElseThrow();
    for (PseudonymLine each : new PseudonymLine[] {identities, station, stranger}) {
      assertThatThrownBy(() -> each.entry(owner))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("7723");
    }
    assertThat(authority.entry(owner).map(RegisterEntry::owner)).contains(owner);
    assertThat(authority.entry(station.anonymous(REQUEST).optional().orElseThrow())).isEmpty();
    assertThat(authority.entry(new OwnerId(World.sixteen("nobody")))).isEmpty();
  }

  @Test
  void somebodyIsEnteredOnce() throws IOException {
    PseudonymLine identities =
        pseudonyms.lineFor(pseudonyms.identitiesKey, pseudonyms.start(town.registerTo(factory)));
    assertThat(identities.enter(person(ANA, ana, "Bakery")).isAccepted()).isTrue();
    assertThat(identities.enter(person(ANA, ana, "Bakery")).isAccepted()).isTrue();
    Verdict otherwise = Verdict.refused(IssuerReason.PERSON_ENTERED_OTHERWISE.explanation());
    assertThat(identities.enter(person(ANA, Town.key(), "Bakery"))).isEqualTo(otherwise);
    assertThat(identities.enter(person(ANA, ana, "Jeweller"))).isEqualTo(otherwise);
    assertThat(town.count("pseudonym", "SELECT writes FROM book WHERE name = 'people'"))
        .isEqualTo(1);
  }

  private long rowsWith(String book, String words) throws IOException {
    return town.count(
        "pseudonym",
        "SELECT count(*) FROM entry WHERE book = '%s' AND position('%s'::bytea in key || value) > 0"
            .formatted(book, words));
  }

  /**
   * Whoever has the database and not the agent's secret: neither who is in it, nor what of them.
   */
  @Test
  void theBookOfPeopleSaysNothingWithoutTheAgentsSecret() throws IOException {
    PseudonymLine identities =
        pseudonyms.lineFor(pseudonyms.identitiesKey, pseudonyms.start(town.registerTo(factory)));
    PersonEntry ben =
        new PersonEntry(
            "0018", ana.publicKey(), false, new PayeeInfo("Smithy"), Optional.of("Ben Burns"));
    assertThat(identities.enter(ben).isAccepted()).isTrue();
    PseudonymLine station = station();
    assertThat(station.identify(pseudonyms.consent(ana, "0018", 1)).optional()).isPresent();
    assertThat(rowsWith("register", "Smithy")).as("what payers see").isEqualTo(1);
    for (String secret : List.of("Smithy", "Ben Burns", "0018", ANA, "Bakery")) {
      assertThat(rowsWith("people", secret)).as(secret).isZero();
    }
  }

  /** Somebody's record in another's place would be consented to with the wrong key. */
  @Test
  void aRecordInAnothersPlaceIsNotRead() throws IOException {
    PseudonymLine station = station();
    ByteString consent = pseudonyms.consent(ana, ANA, 1);
    town.sql(
        "pseudonym",
        "UPDATE entry SET value = set_byte(value, 40, (get_byte(value, 40) + 1) % 256)"
            + " WHERE book = 'people'");
    assertThatThrownBy(() -> station.identify(consent)).isInstanceOf(IOException.class);
    assertThat(written()).isZero();
  }

  /** What the factory lost the register has; nobody has to consent again. */
  @Test
  void anOwnerIdThatWasGivenIsEnteredAgain() throws IOException {
    PseudonymLine station = station();
    OwnerId owner = station.identify(pseudonyms.consent(ana, ANA, 1)).optional().orElseThrow();
    OwnerId nobody = station.anonymous(REQUEST).optional().orElseThrow();
    town.sql("factory", "DELETE FROM entry WHERE book = 'owners'");
    for (OwnerId each : List.of(owner, nobody, owner)) {
      assertThat(station.again(each)).isEqualTo(Answer.given(each));
    }
    assertThat(town.count("factory", OWNERS)).isEqualTo(2);
    OwnerId slip = new OwnerId(World.sixteen("slip"));
    assertRefused(station.again(slip), IssuerReason.OWNER_NOT_GIVEN);
    assertThat(town.count("factory", OWNERS)).isEqualTo(2);
  }

  /** The owner id that this agent gives, computed with its secret by the library. */
  private OwnerId ownerAhead() throws IOException {
    IdentityRegister people =
        new IdentityRegister() {
          @Override
          public String source() {
            return "Issuer";
          }

          @Override
          public Optional<Person> find(String reference) {
            return Optional.of(
                new Person(
                    ana.publicKey(),
                    new Identity(Identity.Kind.REFERENCE, source(), reference),
                    new TokenOwner(false, new PayeeInfo("Bakery"))));
          }
        };
    return new PseudonymAgent(
            pseudonyms.keys,
            people,
            sealing.authorities.key().key(),
            sealing.register,
            RegisterWorld.entropy())
        .identify(pseudonyms.consent(ana, ANA, 1), World.NOW)
        .optional()
        .orElseThrow();
  }

  /** Whoever holds the register's line elsewhere took the owner id for somebody else. */
  @Test
  void anOwnerWhomTheFactoryHasOtherwiseIsRefusedEachTime() throws IOException {
    PseudonymLine station = station();
    ByteString consent = pseudonyms.consent(ana, ANA, 1);
    FactoryLine stolen = town.registerTo(factory);
    OwnerId owner = ownerAhead();
    assertThat(
            stolen
                .enter(new OwnerEntry(owner, new TokenOwner(false, new PayeeInfo("Jeweller"))))
                .isAccepted())
        .isTrue();
    assertRefused(station.identify(consent), IssuerReason.OWNER_ENTERED_OTHERWISE);
    assertRefused(station.identify(consent), IssuerReason.OWNER_ENTERED_OTHERWISE);
    assertThat(town.count("factory", OWNERS)).isEqualTo(1);
  }

  @Test
  void aRegisterThatWasSetBackDoesNotStart() throws IOException {
    PseudonymLine station = station();
    town.sql(
        "pseudonym",
        "CREATE TABLE copy_book AS SELECT * FROM book",
        "CREATE TABLE copy_entry AS SELECT * FROM entry");
    assertThat(station.anonymous(REQUEST).optional()).isPresent();
    town.sql(
        "pseudonym",
        "DELETE FROM entry",
        "DELETE FROM book",
        "INSERT INTO book SELECT * FROM copy_book",
        "INSERT INTO entry SELECT * FROM copy_entry");
    assertThat(pseudonyms.tryStart(town.registerTo(factory)))
        .isEqualTo(Answer.refused(IssuerReason.BOOK_SET_BACK));
  }
}
