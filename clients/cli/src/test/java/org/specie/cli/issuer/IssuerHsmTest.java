package org.specie.cli.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.vault.hsm.Slot;
import org.specie.offline.vault.hsm.SoftHsm;
import org.specie.quality.requirements.Requirement;
import org.specie.services.database.Leftover;
import org.specie.services.issuer.asking.DistantAgents;
import tools.jackson.databind.json.JsonMapper;

/** An issuer whose agents' keys were made in an HSM and stay there. */
final class IssuerHsmTest {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final int MODULUS_SIZE = 256;

  @TempDir private Path directory;
  private Terminal terminal = new Terminal(Path.of(""));

  @BeforeEach
  void open() throws IOException {
    terminal = new Terminal(directory);
    Files.writeString(directory.resolve("pin"), SoftHsm.PIN + "\n");
    Files.writeString(directory.resolve("wrong"), "8642\n");
  }

  @AfterEach
  void stop() throws IOException {
    terminal.run("issuer", "stop", "--dir", "mint");
    for (Role each : Role.values()) {
      Leftover.stop(directory.resolve("mint").resolve(each.word()).resolve("database"));
    }
  }

  private void done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private List<String> secrets(String party) throws IOException {
    Path folder = directory.resolve("mint").resolve(party).resolve("secrets").resolve(party);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private static String place(String party, Slot slot, String pin) {
    return party + "=" + slot.number() + ":" + pin;
  }

  private static ByteString given(AgentAnswer answer) {
    return switch (answer) {
      case AgentAnswer.Given(ByteString bytes) -> bytes;
      case AgentAnswer.Refused(var reason) ->
          throw new AssertionError(reason.code() + " " + reason.sentence());
    };
  }

  private RoleFolder folder(String party) throws IOException {
    return RoleFolder.read(directory.resolve("mint").resolve(party));
  }

  @Test
  @Requirement("R68")
  void agentsSignWithKeysThatNoFileHolds() throws IOException, MalformedInput {
    Slot root = SoftHsm.slot();
    Slot certifier = SoftHsm.slot();
    Slot factory = SoftHsm.slot();
    Slot managers = SoftHsm.slot();
    done(
        "issuer",
        "create",
        "--dir",
        "mint",
        "--crowd",
        "1",
        "--partition",
        "7",
        "--hsm-library",
        root.library().toString(),
        "--hsm",
        place("root", root, "pin"),
        "--hsm",
        place("certifier", certifier, "pin"),
        "--hsm",
        place("factory", factory, "pin"),
        "--hsm",
        place("managers", managers, "pin"));
    assertThat(secrets("root")).containsExactly("line");
    assertThat(secrets("managers")).containsExactly("line");
    assertThat(secrets("certifier")).containsExactly("class-lock", "line");
    assertThat(secrets("factory")).containsExactly("line");
    assertThat(secrets("recovery")).containsExactly("agent", "line");

    done("issuer", "start", "--dir", "mint");
    TestDevice ana = TestDevice.of(new World(), "ana", owner());
    register(ana);
    done("issuer", "open-class", "--dir", "mint");
    signs(ana);
    String order = unlocks(ana);

    done("issuer", "new-class", "--dir", "mint", "--quota", "5");
    assertThat(secrets("certifier")).containsExactly("class-lock", "line");
    done("issuer", "stop", "--dir", "mint");
    done("issuer", "start", "--dir", "mint");
    done("issuer", "open-class", "--dir", "mint");
    signs(ana);
    assertThat(unlocks(ana)).isEqualTo(order);

    done("issuer", "stop", "--dir", "mint");
    Files.writeString(directory.resolve("pin"), "8642\n");
    assertThat(terminal.run("issuer", "start", "--dir", "mint").exitCode()).isNotZero();
    assertThat(directory.resolve("mint/certifier/log")).content().contains("Refused 7503");
  }

  /** The managers order the device to forget secrets; the order that the station got of them. */
  private String unlocks(TestDevice device) {
    String request = device.id.bytes().toHex() + "0011223344556677";
    Terminal.Ran ran =
        terminal.run("issuer", "unlock", "--dir", "mint", "--request", request, "--json");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out()).get("order").asString();
  }

  private OwnerId owner() {
    Terminal.Ran ran = terminal.run("issuer", "owner", "--dir", "mint", "--anonymous", "--json");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return new OwnerId(
        ByteString.hex(JsonMapper.builder().build().readTree(ran.out()).get("owner").asString()));
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

  /** The certifier raises a number to its key's power, and the factory makes a token. */
  private void signs(TestDevice device) throws IOException, MalformedInput {
    ClassCert newest = folder("certifier").classCert();
    byte[] number = new byte[MODULUS_SIZE];
    number[MODULUS_SIZE - 1] = 2;
    Minutes soon = new Minutes(Math.toIntExact(Instant.now().getEpochSecond() / 60 + 14_400));
    TokenWish wish = new TokenWish(false, World.CLASS, 5, soon, World.LIMITS);
    try (DistantAgents agents =
        new DistantAgents(folder("certifier").address(), folder("factory").address())) {
      Certification made =
          Certification.decode(
              given(
                  agents.certify(device.request(newest.id(), ByteString.copyOf(number)).encode())));
      assertThat(
              new BigInteger(1, made.signature().toByteArray())
                  .modPow(EXPONENT, new BigInteger(1, newest.key().modulus().toByteArray())))
          .isEqualTo(BigInteger.TWO);
      Token token =
          Token.decode(given(agents.makeToken(device.seal(wish.encode(), device.owner).encode())));
      assertThat(
              folder("factory")
                  .keyCert("certificate")
                  .key()
                  .verify(
                      Domain.CONFIGURATION,
                      token.configuration().signature(),
                      token.configuration().signedBytes()))
          .isTrue();
    }
  }

  @Test
  void nothingIsFoundedWithAnHsmThatDoesNotOpen() throws IOException {
    Slot slot = SoftHsm.slot();
    String library = slot.library().toString();
    Terminal.Ran locked =
        terminal.run(
            "issuer",
            "create",
            "--dir",
            "mint",
            "--hsm-library",
            library,
            "--hsm",
            place("factory", slot, "wrong"));
    assertThat(locked.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(locked.err()).contains("7503");
    assertThat(directory.resolve("mint")).doesNotExist();

    for (List<String> wrong :
        List.of(
            List.of("--hsm", place("factory", slot, "pin")),
            List.of("--hsm-library", library),
            List.of("--hsm-library", library, "--hsm", place("core", slot, "pin")),
            List.of("--hsm-library", library, "--hsm", "factory=3"),
            List.of(
                "--hsm-library",
                library,
                "--hsm",
                place("factory", slot, "pin"),
                "--hsm",
                place("certifier", slot, "wrong")),
            List.of("--hsm-library", library, "--hsm", place("factory", slot, "nowhere")))) {
      Terminal.Ran ran =
          terminal.run(
              Stream.concat(Stream.of("issuer", "create", "--dir", "mint"), wrong.stream())
                  .toArray(String[]::new));
      assertThat(ran.exitCode()).as("%s: %s", wrong, ran.err()).isEqualTo(ExitCode.USAGE);
    }
    assertThat(directory.resolve("mint")).doesNotExist();
  }
}
