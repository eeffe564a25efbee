package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.node.replica.ReplicaProcess;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.Sums;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.database.Leftover;
import org.specie.services.issuer.RoleIntroduction;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.asking.ShownClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An issuer whose roles are processes of their own, from its founding to a lost database. */
final class IssuerCommandsTest {
  private static final List<String> ROLES =
      List.of("core", "certifier", "factory", "recovery", "managers", "inspection", "pseudonym");

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
    terminal.run("issuer", "stop", "--dir", "mint");
    for (String role : ROLES) {
      Leftover.stop(database(role));
    }
  }

  private Path database(String role) {
    return directory.resolve("mint").resolve(role).resolve("database");
  }

  private void register(TestDevice device) {
    DeviceRecord record = device.record();
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
        record.owner().bytes().toHex());
  }

  /** A request for a number that the class key can sign, whoever is hidden in it. */
  private static BlindRequest request(TestDevice device, KeyId classKey, int content) {
    byte[] number = new byte[256];
    number[255] = (byte) content;
    return device.request(classKey, ByteString.copyOf(number));
  }

  private static ServiceAddress address(JsonNode status, String role) {
    return ServiceAddress.parse(status.get(role).get("url").asString(), ServerTrust.system())
        .orElseThrow();
  }

  private static ByteString given(AgentAnswer answer) {
    return switch (answer) {
      case AgentAnswer.Given(ByteString bytes) -> bytes;
      case AgentAnswer.Refused(var reason) ->
          throw new AssertionError(reason.code() + " " + reason.sentence());
    };
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

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  @Requirement("R40")
  void eachRoleHasItsOwnKeysAndNobodyElses() throws IOException {
    terminal = new Terminal(directory);
    done("issuer", "create", "--dir", "mint", "--crowd", "2");
    assertThat(secrets("root")).containsExactly("root/agent", "root/line");
    assertThat(secrets("core")).containsExactly("core/line");
    assertThat(secrets("certifier"))
        .containsExactly(
            "certifier/agent", "certifier/class-1", "certifier/class-lock", "certifier/line");
    assertThat(secrets("factory")).containsExactly("factory/agent", "factory/line");
    assertThat(secrets("recovery")).containsExactly("recovery/agent", "recovery/line");
    assertThat(secrets("inspection")).containsExactly("inspection/line", "inspection/reports");
    assertThat(secrets("compliance")).containsExactly("compliance/line");
    assertThat(secrets("volume")).containsExactly("volume/line");
    assertThat(secrets("policy")).containsExactly("policy/line");
    assertThat(secrets("examiner")).containsExactly("examiner/line");
    assertThat(secrets("managers")).containsExactly("managers/agent", "managers/line");
    assertThat(secrets("station")).containsExactly("station/line");
    assertThat(secrets("pseudonym"))
        .containsExactly("pseudonym/entries", "pseudonym/line", "pseudonym/owners");
    assertThat(secrets("identities")).containsExactly("identities/line");
    for (String each : List.of("authority-1", "authority-2", "authority-3")) {
      assertThat(secrets(each)).containsExactly(each + "/line", each + "/share", each + "/signing");
    }
    assertThat(directory.resolve("mint/observer/issuer.properties")).isNotEmptyFile();
    assertThat(directory.resolve("mint/observer/secrets")).doesNotExist();
    assertThat(terminal.run("issuer", "create", "--dir", "mint").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(terminal.run("issuer", "create", "--dir", "other", "--crowd", "0").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("issuer", "start", "--dir", "nowhere").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
  }

  @Test
  @Requirement({"R40", "R145"})
  void anIssuerIsFoundedStartedKilledAndAnswersWithTheSameBytes() throws IOException {
    terminal = new Terminal(directory);
    World world = new World();
    json("issuer", "create", "--dir", "mint", "--crowd", "2", "--partition", "7", "--json");
    assertThat(terminal.run("issuer", "status", "--dir", "mint").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
    done("issuer", "start", "--dir", "mint");
    JsonNode status = json("issuer", "status", "--dir", "mint", "--json");
    assertThat(ROLES).allMatch(role -> status.get(role).get("serving").asBoolean());

    TestDevice ana = TestDevice.of(world, "ana", owner());
    register(ana);
    register(ana);
    Terminal.Ran early = terminal.run("issuer", "open-class", "--dir", "mint");
    assertThat(early.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(early.err()).contains("7315");
    TestDevice ben = TestDevice.stranger(world, "ben");
    register(ben);
    KeyId classKey =
        new KeyId(
            ByteString.hex(
                json("issuer", "open-class", "--dir", "mint", "--json")
                    .get("classKey")
                    .asString()));

    ByteString keyWish = request(ana, classKey, 2).encode();
    Minutes soon = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60 + 14_400));
    TokenWish wish = new TokenWish(false, World.CLASS, 5, soon, World.LIMITS);
    ByteString tokenWish = ana.seal(wish.encode(), ana.owner).encode();
    try (DistantAgents agents =
        new DistantAgents(address(status, "certifier"), address(status, "factory"))) {
      ByteString signed = given(agents.certify(keyWish));
      ByteString token = given(agents.makeToken(tokenWish));
      assertThat(tokenText(token)).isEqualTo("Ana's bakery");
      assertThat(ReplicaProcess.of(directory.resolve("mint/certifier"), "issuer certifier").kill())
          .isTrue();
      assertThat(terminal.run("issuer", "status", "--dir", "mint").exitCode())
          .isEqualTo(ExitCode.ENVIRONMENT);
      done("issuer", "start", "--dir", "mint");
      assertThat(given(agents.certify(keyWish))).isEqualTo(signed);
      assertThat(given(agents.makeToken(tokenWish))).isEqualTo(token);
      isOperated(agents, ana, wish);
    }

    KeyId next = next(classKey);
    done("issuer", "stop", "--dir", "mint");
    done("issuer", "start", "--dir", "mint");
    assertThat(json("issuer", "open-class", "--dir", "mint", "--json").get("classKey").asString())
        .isEqualTo(next.bytes().toHex());
    JsonNode again = json("issuer", "status", "--dir", "mint", "--json");
    assertThat(ShownClass.of(address(again, "certifier")).certificates().getLast().id())
        .as("what hosts go on to")
        .isEqualTo(next);
    try (DistantAgents agents =
        new DistantAgents(address(again, "certifier"), address(again, "factory"))) {
      assertThat(agents.certify(request(ana, next, 3).encode()))
          .as("under the new key")
          .isInstanceOf(AgentAnswer.Given.class);
      assertThat(agents.certify(request(ana, classKey, 4).encode()))
          .as("under the one before")
          .isInstanceOf(AgentAnswer.Given.class);
    }

    recovers(again, ana);
    inspects(world, ana);
    try (DistantAgents agents =
        new DistantAgents(address(again, "certifier"), address(again, "factory"))) {
      strikesOff(agents, ben, wish);
    }

    done("issuer", "stop", "--dir", "mint");
    assertThat(directory.resolve("mint/core/log")).content().contains(" ready ", " stop ");
    delete(database("certifier"));
    Terminal.Ran lost = terminal.run("issuer", "run", "--home", "mint/certifier");
    assertThat(lost.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(lost.err()).contains("7721");
  }

  /** What an operator of policy sets by the command line is in the very next token. */
  private void isOperated(DistantAgents agents, TestDevice ana, TokenWish wish) throws IOException {
    JsonNode flows = json("issuer", "flows", "--dir", "mint", "--days", "7", "--json");
    assertThat(flows.get("issued").asString()).isEqualTo("0.00");
    assertThat(flows.get("velocity").asString()).isEmpty();
    isIssued();
    JsonNode before = json("issuer", "policy", "--dir", "mint", "--json");
    JsonNode set = json("issuer", "policy", "--dir", "mint", "--payments", "2", "--json");
    assertThat(set.get("policy").asInt()).isGreaterThan(before.get("policy").asInt());
    assertThat(set.get("days")).isEqualTo(before.get("days"));
    assertThat(json("issuer", "policy", "--dir", "mint", "--json")).isEqualTo(set);
    Configuration next =
        configuration(given(agents.makeToken(ana.seal(wish.encode(), ana.owner).encode())));
    assertThat(next.policy()).isEqualTo(set.get("policy").asInt());
    assertThat(next.terms().paymentsMax()).isEqualTo(2);
    for (List<String> wrong :
        List.of(
            List.of("policy", "--payments", "0"),
            List.of("policy", "--days", "367"),
            List.of("policy", "--payment", "0"),
            List.of("policy", "--owners", "nobody"),
            List.of("flows", "--days", "0"))) {
      List<String> words = new ArrayList<>(List.of("issuer"));
      words.addAll(wrong);
      words.addAll(List.of("--dir", "mint"));
      assertThat(terminal.run(words.toArray(String[]::new)).exitCode())
          .as("%s", wrong)
          .isEqualTo(ExitCode.USAGE);
    }
  }

  /** An issue counts once by its name, and flows are over what is issued. */
  private void isIssued() {
    String[] issued = {
      "issuer", "issued", "500", "--dir", "mint", "--name", "5e".repeat(32), "--json"
    };
    assertThat(json(issued).get("noted").asString()).isEqualTo("500.00");
    assertThat(json(issued).get("noted").asString()).isEqualTo("500.00");
    JsonNode flows = json("issuer", "flows", "--dir", "mint", "--json");
    assertThat(flows.get("issued").asString()).isEqualTo("500.00");
    assertThat(flows.get("velocity").asString()).isEqualTo("0.000");
    issued[2] = "0";
    assertThat(terminal.run(issued).exitCode()).isEqualTo(ExitCode.USAGE);
    issued[2] = "1";
    issued[6] = "5e";
    assertThat(terminal.run(issued).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  /** Who is struck off gets nothing granted, and is listed as that. */
  private void strikesOff(DistantAgents agents, TestDevice ben, TokenWish wish) {
    JsonNode listed = json("issuer", "agents", "--dir", "mint", "--json").get("agents");
    assertThat(listed).isNotEmpty().allMatch(each -> each.get("accredited").asBoolean());
    refused("7313", "issuer", "agents", "--dir", "mint", "--strike-off", "00".repeat(8));
    assertThat(terminal.run("issuer", "agents", "--dir", "mint", "--strike-off", "7").exitCode())
        .isEqualTo(ExitCode.USAGE);
    for (JsonNode each : listed) {
      String agent = each.get("agent").asString();
      JsonNode left =
          json("issuer", "agents", "--dir", "mint", "--strike-off", agent, "--json").get("agents");
      assertThat(left)
          .filteredOn(other -> other.get("agent").asString().equals(agent))
          .noneMatch(other -> other.get("accredited").asBoolean());
    }
    assertThat(terminal.run("issuer", "agents", "--dir", "mint").out()).contains("struck off");
    try {
      assertThat(agents.makeToken(ben.seal(wish.encode(), ben.owner).encode()))
          .isEqualTo(new AgentAnswer.Refused(AgentReason.NOT_ACCREDITED));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Configuration configuration(ByteString token) {
    try {
      return Token.decode(token).configuration();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private String consent(String... more) {
    List<String> words = new ArrayList<>(List.of("issuer", "consent", "--home", "ana", "--json"));
    words.addAll(List.of(more));
    return json(words.toArray(String[]::new)).get("consent").asString();
  }

  /** The owner id for Ana's card, by her consent; what is somebody else's is refused. */
  private OwnerId owner() {
    String key = json("issuer", "consent", "--home", "ana", "--json").get("key").asString();
    String[] person = {
      "issuer",
      "person",
      "--dir",
      "mint",
      "--reference",
      "0017",
      "--key",
      key,
      "--shown",
      "Ana's bakery",
      "--json"
    };
    String agent = json(person).get("agent").asString();
    assertThat(json(person).get("agent").asString()).isEqualTo(agent);
    person[9] = "Ben's";
    refused("7728", person);
    String consent = consent("--agent", agent, "--reference", "0017");
    JsonNode given = json("issuer", "owner", "--dir", "mint", "--consent", consent, "--json");
    String again = consent("--agent", agent, "--reference", "0017", "--device", "1");
    assertThat(json("issuer", "owner", "--dir", "mint", "--consent", again, "--json"))
        .isEqualTo(given);
    refused(
        "7603",
        "issuer",
        "owner",
        "--dir",
        "mint",
        "--consent",
        consent("--agent", agent, "--reference", "0018"));
    refused(
        "7604",
        "issuer",
        "owner",
        "--dir",
        "mint",
        "--consent",
        consent("--agent", key, "--reference", "0017"));
    refused("7601", "issuer", "owner", "--dir", "mint", "--consent", "00");
    JsonNode nobody = json("issuer", "owner", "--dir", "mint", "--anonymous", "--json");
    assertThat(
            json(
                "issuer",
                "owner",
                "--dir",
                "mint",
                "--anonymous",
                "--json",
                "--request",
                nobody.get("request").asString()))
        .isEqualTo(nobody);
    String known = nobody.get("owner").asString();
    assertThat(
            json("issuer", "owner", "--dir", "mint", "--id", known, "--json")
                .get("owner")
                .asString())
        .isEqualTo(known);
    String slip = (known.startsWith("0") ? "1" : "0") + known.substring(1);
    refused("7729", "issuer", "owner", "--dir", "mint", "--id", slip);
    for (List<String> wrong :
        List.of(
            List.of("--anonymous", "--consent", consent),
            List.of("--anonymous", "--id", known),
            List.<String>of(),
            List.of("--anonymous", "--request", "00"))) {
      List<String> words = new ArrayList<>(List.of("issuer", "owner", "--dir", "mint"));
      words.addAll(wrong);
      assertThat(terminal.run(words.toArray(String[]::new)).exitCode()).isEqualTo(ExitCode.USAGE);
    }
    return new OwnerId(ByteString.hex(given.get("owner").asString()));
  }

  private void refused(String code, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.REFUSED);
    // Asked for JSON, a command refuses in it.
    assertThat(ran.out() + ran.err()).contains(code);
  }

  /** The device tells what it held, and the agent credits it, once, from its own process. */
  private void recovers(JsonNode status, TestDevice device) throws IOException {
    List<String> shown = RoleIntroduction.of(address(status, "recovery")).certificates();
    Sums held = new Sums(Amount.ofMinor(200), Amount.ZERO, Amount.ofMinor(250), Amount.ofMinor(50));
    String request = device.tellRecord(device.id, held, 1, key(shown.getLast())).encode().toHex();
    JsonNode first = json("issuer", "recover", "--dir", "mint", "--request", request, "--json");
    assertThat(first.get("balance").asString()).isEqualTo("2.00");
    assertThat(json("issuer", "recover", "--dir", "mint", "--request", request, "--json"))
        .isEqualTo(first);
    Terminal.Ran garbage =
        terminal.run("issuer", "recover", "--dir", "mint", "--request", "ff".repeat(257));
    assertThat(garbage.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(garbage.err()).contains("7301");
  }

  /** A payment under another root is refused by number, and raises nothing. */
  private void inspects(World world, TestDevice device) throws IOException {
    SigningKey payer = SigningKey.generate();
    PayCert certificate =
        new PayCert(
            world.classKey.certificate().id(), payer.publicKey(), ByteString.copyOf(new byte[256]));
    world.addOwner(device.owner, false);
    assertThat(world.core.register(device.record()).isAccepted()).isTrue();
    Configuration token =
        world.factory().make(device.wishToken().encode(), World.NOW).optional().orElseThrow();
    String proof =
        device.proof(token, TestDevice.pay(token, 100, payer, certificate)).encode().toHex();
    Terminal.Ran refused = terminal.run("issuer", "submit", "--dir", "mint", "--proof", proof);
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.err()).contains(" 70");
    assertThat(terminal.run("issuer", "submit", "--dir", "mint", "--proof", "00").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(json("issuer", "alarms", "--dir", "mint", "--json").get("alarms")).isEmpty();
    String[] rule = {
      "issuer",
      "suspicions",
      "--dir",
      "mint",
      "--from",
      "900",
      "--below",
      "1000",
      "--count",
      "3",
      "--within",
      "60",
      "--json"
    };
    assertThat(json(rule).get("suspicions")).isEmpty();
    rule[9] = "1";
    assertThat(terminal.run(rule).exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void noRuleIsAskedThatNothingCanMeet() {
    terminal = new Terminal(directory);
    for (List<String> wrong :
        List.of(
            List.of("--below", "1000", "--since", "9999-01-01"),
            List.of("--below", "1000", "--since", "2999-01-01"),
            List.of("--below", "99999999999"))) {
      List<String> words =
          new ArrayList<>(
              List.of("issuer", "suspicions", "--from", "900", "--count", "3", "--within", "60"));
      words.addAll(List.of("--dir", "mint"));
      words.addAll(wrong);
      Terminal.Ran ran = terminal.run(words.toArray(String[]::new));
      assertThat(ran.exitCode()).as("%s: %s", wrong, ran.err()).isEqualTo(ExitCode.USAGE);
      assertThat(ran.err()).containsAnyOf("Nothing was claimed since", "No rule is like that");
    }
  }

  private static P256Key key(String certificate) {
    try {
      return ((KeyCert) Certificate.decode(ByteString.hex(certificate))).key();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /** Makes the certifier's second class key. */
  private KeyId next(KeyId first) throws IOException {
    JsonNode made = json("issuer", "new-class", "--dir", "mint", "--quota", "5", "--json");
    KeyId next = new KeyId(ByteString.hex(made.get("classKey").asString()));
    assertThat(next).isNotEqualTo(first);
    assertThat(secrets("certifier"))
        .containsExactly(
            "certifier/agent",
            "certifier/class-1",
            "certifier/class-2",
            "certifier/class-lock",
            "certifier/line");
    assertThat(terminal.run("issuer", "new-class", "--dir", "mint", "--class-days", "0").exitCode())
        .isEqualTo(ExitCode.USAGE);
    return next;
  }

  private static String tokenText(ByteString token) {
    return configuration(token).info().text();
  }
}
