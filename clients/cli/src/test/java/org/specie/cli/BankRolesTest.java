package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.node.home.DirectoryHome;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.bank.BankService;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.book.People;
import org.specie.services.database.Database;
import org.specie.services.database.Leftover;
import org.specie.services.database.Place;
import org.specie.services.issuer.asking.DistantAgents;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bank runs factory and pseudonym agent as processes of its own, beside the issuer's. */
final class BankRolesTest {
  private static final List<String> ROLES =
      List.of(
          "core",
          "certifier",
          "factory",
          "recovery",
          "inspection",
          "pseudonym",
          "north/factory",
          "north/pseudonym");

  @TempDir private Path directory;
  private Terminal terminal = new Terminal(Path.of(""));

  private JsonNode json(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private void done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @AfterEach
  void stop() throws IOException {
    terminal.run("issuer", "stop", "--dir", "mint/north");
    terminal.run("issuer", "stop", "--dir", "mint");
    for (String role : ROLES) {
      Leftover.stop(directory.resolve("mint").resolve(role).resolve("database"));
    }
  }

  private List<String> secrets(String folder) throws IOException {
    Path root = directory.resolve("mint").resolve(folder).resolve("secrets");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(each -> root.relativize(each).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static ServiceAddress address(JsonNode status, String role) {
    return ServiceAddress.parse(status.get(role).get("url").asString(), ServerTrust.system())
        .orElseThrow();
  }

  /** The number of the account that the holder of {@code key} has at the bank. */
  private static long customer(Database bank, ByteString key) throws IOException, MalformedInput {
    long account =
        Customers.open(bank::transact, false, RegisterWorld.entropy())
            .add(Ed25519PublicKey.decode(key), Optional.empty())
            .orElseThrow()
            .number();
    assertThat(
            new People(bank::transact)
                .describe(new People.Person(account, "Ana's flowers", "Ana Anders")))
        .isTrue();
    return account;
  }

  private TestDevice registered(OwnerId owner) throws IOException {
    TestDevice card = TestDevice.of(new World(), "card of ana", owner);
    DeviceRecord record = card.record();
    done(
        "issuer",
        "device",
        "--dir",
        "mint",
        "--id",
        record.id().bytes().toHex(),
        "--point",
        record.key().point().toHex(),
        "--owner",
        owner.bytes().toHex());
    return card;
  }

  private static ByteString wish(TestDevice card) {
    Minutes soon = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60 + 14_400));
    return card.seal(new TokenWish(false, World.CLASS, 5, soon, World.LIMITS).encode(), card.owner)
        .encode();
  }

  private static AgentAnswer token(JsonNode status, TestDevice card) throws IOException {
    ServiceAddress factory = address(status, "factory");
    try (DistantAgents agents = new DistantAgents(factory, factory)) {
      return agents.makeToken(wish(card));
    }
  }

  @Test
  @Requirement("R128")
  void aBankGivesItsCustomersOwnerIdsAndTokensByProcessesOfItsOwn() throws Exception {
    terminal = new Terminal(directory);
    done("issuer", "create", "--dir", "mint", "--crowd", "2", "--bank", "north");
    assertThat(secrets("north/factory")).containsExactly("factory/agent", "factory/line");
    assertThat(secrets("north/pseudonym"))
        .containsExactly("pseudonym/entries", "pseudonym/line", "pseudonym/owners");
    assertThat(secrets("north/station")).containsExactly("station/line");
    Terminal.Ran early = terminal.run("issuer", "run", "--home", "mint/north/pseudonym");
    assertThat(early.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(early.err()).contains("identities");

    // As 'specie bank create' keeps it.
    DirectoryHome.at(Files.createDirectories(directory.resolve("ana")))
        .keep("account", "key", Secret.random(32, RegisterWorld.entropy()));
    String key = json("issuer", "consent", "--home", "ana", "--json").get("key").asString();
    assertThat(directory.resolve("ana/secrets/person")).doesNotExist();
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
        Database bank =
            BankService.database(new Place.External(server.getJdbcUrl("postgres", "postgres")))) {
      String reference = Long.toString(customer(bank, ByteString.hex(key)));
      Files.writeString(
          directory.resolve("mint/north/pseudonym/secrets/pseudonym/identities"),
          server.getJdbcUrl("postgres", "postgres") + "\n");
      done("issuer", "start", "--dir", "mint");
      done("issuer", "start", "--dir", "mint/north");
      JsonNode ofBank = json("issuer", "status", "--dir", "mint/north", "--json");
      JsonNode ofIssuer = json("issuer", "status", "--dir", "mint", "--json");
      assertThat(ofBank.propertyNames()).containsExactlyInAnyOrder("factory", "pseudonym");

      String consent =
          json(
                  "issuer",
                  "consent",
                  "--home",
                  "ana",
                  "--agent",
                  ofBank.get("pseudonym").get("url").asString(),
                  "--reference",
                  reference,
                  "--json")
              .get("consent")
              .asString();
      Terminal.Ran keyless =
          terminal.run(
              "issuer",
              "consent",
              "--home",
              "anna",
              "--agent",
              ofBank.get("pseudonym").get("url").asString(),
              "--reference",
              reference);
      assertThat(keyless.exitCode()).as(keyless.err()).isEqualTo(ExitCode.USAGE);
      assertThat(directory.resolve("anna")).doesNotExist();
      Terminal.Ran elsewhere =
          terminal.run("issuer", "owner", "--dir", "mint", "--consent", consent);
      assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.REFUSED);
      assertThat(elsewhere.err()).contains("7603");
      JsonNode given =
          json("issuer", "owner", "--dir", "mint/north", "--consent", consent, "--json");
      OwnerId owner = new OwnerId(ByteString.hex(given.get("owner").asString()));
      TestDevice card = registered(owner);
      Configuration token =
          Token.decode(((AgentAnswer.Given) token(ofBank, card)).answer()).configuration();
      assertThat(token.owner()).isEqualTo(owner);
      assertThat(token.info().text()).isEqualTo("Ana's flowers");
      assertThat(token(ofIssuer, card))
          .isEqualTo(new AgentAnswer.Refused(AgentReason.OWNER_UNKNOWN));
    }
  }

  /** There may be an issuer in it, whose keys nobody could make again. */
  @Test
  void aFolderThatIsThereIsNotOverwritten() throws IOException {
    terminal = new Terminal(directory);
    Files.createDirectories(directory.resolve("mint/north"));
    Terminal.Ran ran = terminal.run("issuer", "create", "--dir", "mint", "--bank", "north");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(ran.err()).contains("north");
    assertThat(directory.resolve("mint/root")).doesNotExist();
  }

  @Test
  void aBankIsNotCalledAsAFolderOfTheIssuer() {
    terminal = new Terminal(directory);
    for (String wrong : List.of("core", "station", "issuer", "authority-1", "North", "../x", "")) {
      assertThat(terminal.run("issuer", "create", "--dir", "mint", "--bank", wrong).exitCode())
          .as(wrong)
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(
            terminal
                .run("issuer", "create", "--dir", "mint", "--bank", "north", "--bank", "north")
                .exitCode())
        .isEqualTo(ExitCode.USAGE);
  }
}
