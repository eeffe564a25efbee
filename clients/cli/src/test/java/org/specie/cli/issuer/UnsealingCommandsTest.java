package org.specie.cli.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.node.replica.ReplicaProcess;
import org.specie.quality.requirements.Requirement;
import org.specie.services.database.Leftover;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An order is carried out by commands alone. Spec: docs/spec/58-issuer-service.md section 11. */
@Requirement("R54")
final class UnsealingCommandsTest {
  private static final List<String> FOLDERS =
      List.of("core", "certifier", "factory", "recovery", "inspection", "pseudonym");

  @TempDir private Path directory;
  private Terminal terminal = new Terminal(Path.of(""));

  @BeforeEach
  void found() {
    terminal = new Terminal(directory);
  }

  @AfterEach
  void stop() throws IOException {
    terminal.run("issuer", "stop", "--dir", "mint");
    List<String> all = new ArrayList<>(FOLDERS);
    all.addAll(List.of("authority-1", "authority-2", "authority-3"));
    for (String each : all) {
      Leftover.stop(directory.resolve("mint").resolve(each).resolve("database"));
    }
  }

  private Terminal.Ran run(String... words) {
    List<String> all = new ArrayList<>(List.of("issuer"));
    all.addAll(List.of(words));
    return terminal.run(all.toArray(String[]::new));
  }

  private void done(String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Terminal.Ran ran = run(all.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out());
  }

  private void refused(String code, String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as("%s: %s", List.of(words), ran.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err()).contains(code);
  }

  private void isMistaken(String... words) {
    Terminal.Ran ran = run(words);
    assertThat(ran.exitCode()).as("%s: %s", List.of(words), ran.err()).isEqualTo(ExitCode.USAGE);
  }

  /** The owner id of Ana's card, by her consent. */
  private String owner() throws IOException {
    String agent = RoleFolder.read(directory.resolve("mint/pseudonym")).address().toString();
    String key = json("consent", "--home", "ana").get("key").asString();
    done("person", "--dir", "mint", "--reference", "0017", "--key", key, "--shown", "Bakery");
    String consent =
        json("consent", "--home", "ana", "--agent", agent, "--reference", "0017")
            .get("consent")
            .asString();
    return json("owner", "--dir", "mint", "--consent", consent).get("owner").asString();
  }

  private static String[] making(String file, String owner, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "case",
                "make",
                file,
                "--home",
                "mint/authority-1",
                "--owner",
                owner,
                "--court",
                "Court of the Old Town",
                "--reference",
                "12/26",
                "--reason",
                "Laundering"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void anOrderIsMadeApprovedAndOpenedByCommands() throws IOException {
    done("create", "--dir", "mint", "--crowd", "2");
    done("start", "--dir", "mint");
    assertThat(run("status", "--dir", "mint").exitCode()).isZero();
    assertThat(run("status", "--dir", "mint", "--authorities").exitCode())
        .as("authorities are started if that is said")
        .isEqualTo(ExitCode.ENVIRONMENT);
    String owner = owner();
    refused("7610", making("nobody.case", "00".repeat(16)));
    assertThat(directory.resolve("nobody.case")).doesNotExist();

    JsonNode made = json(making("ana.case", owner));
    assertThat(made.get("owner").asString()).isEqualTo(owner);
    assertThat(made.get("approved")).isEmpty();
    isMistaken(making("ana.case", owner));
    String[] open = {"case", "open", "ana.case", "--home", "mint/authority-1"};
    refused("7614", open);
    String read = made.get("case").asString();
    done(making("other.case", owner));
    isMistaken("case", "approve", "other.case", "--case", read, "--home", "mint/authority-1");
    assertThat(Files.getPosixFilePermissions(directory.resolve("ana.case")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    done("case", "approve", "ana.case", "--case", read, "--home", "mint/authority-1");
    refused("7614", open);
    Files.copy(directory.resolve("ana.case"), directory.resolve("copy.case"));
    done("case", "approve", "copy.case", "--case", read, "--home", "mint/authority-3");
    JsonNode shown = json("case", "show", "ana.case", "copy.case", "--home", "mint/authority-2");
    assertThat(shown.get("approved").toString()).isEqualTo("[1,3]");
    String[] both = {"case", "open", "ana.case", "copy.case", "--home", "mint/authority-1"};
    refused("7621", both);

    done("start", "--dir", "mint", "--authorities");
    assertThat(
            ReplicaProcess.of(directory.resolve("mint/authority-2"), "issuer authority-2").kill())
        .isTrue();
    JsonNode opened = json(both);
    assertThat(opened.get("source").asString()).isEqualTo("issuer");
    assertThat(opened.get("kind").asString()).isEqualTo("reference");
    assertThat(opened.get("value").asString()).isEqualTo("0017");
    assertThat(opened.get("shares").toString()).isEqualTo("[1,3]");
    assertThat(json(both)).as("the same again").isEqualTo(opened);
    isCounted(made.get("case").asString());
  }

  /** One authority is away, then back: nothing was opened that the logs do not show. */
  private void isCounted(String commitment) throws IOException {
    assertThat(run("openings", "--dir", "mint").exitCode())
        .as("authority 2 is away")
        .isEqualTo(ExitCode.ENVIRONMENT);
    done("start", "--dir", "mint", "--authorities");
    JsonNode counted = json("openings", "--dir", "mint");
    assertThat(counted.get("findings")).isEmpty();
    assertThat(counted.get("silent")).isEmpty();
    assertThat(counted.get("cases")).hasSize(1);
    assertThat(counted.get("cases").get(0).get("case").asString()).isEqualTo(commitment);
    assertThat(counted.get("cases").get(0).get("complete").asBoolean()).isTrue();
    isForgotten();
  }

  /** An authority begins anew, with marks and all: what it signed before convicts it. */
  private void isForgotten() throws IOException {
    Path authority = directory.resolve("mint/authority-1");
    assertThat(ReplicaProcess.of(authority, "issuer authority-1").kill()).isTrue();
    Leftover.stop(authority.resolve("database"));
    delete(authority.resolve("database"));
    refused("7721", "run", "--home", "mint/authority-1");
    delete(authority.resolve("marks"));
    done("start", "--dir", "mint", "--authorities");
    JsonNode counted = convicted();
    assertThat(counted.get("findings")).hasSize(1);
    assertThat(counted.get("findings").get(0).get("authority").asInt()).isEqualTo(1);
    assertThat(counted.get("cases")).as("the others have it").hasSize(1);
    Path heads = directory.resolve("mint/observer/heads");
    Files.move(heads, directory.resolve("seen.heads"));
    assertThat(json("openings", "--dir", "mint").get("findings"))
        .as("whoever looks for the first time")
        .isEmpty();
    Path seen = directory.resolve("seen.heads");
    byte[] rubbish = Files.readAllBytes(seen);
    rubbish[rubbish.length - 1] ^= 1;
    Files.write(seen, rubbish, StandardOpenOption.APPEND);
    assertThat(convicted("--heads", "seen.heads").get("findings"))
        .as("and hears of what another has seen")
        .hasSize(1);
    assertThat(Files.size(heads)).as("those that are signed").isEqualTo(rubbish.length);
    isMistaken("openings", "--dir", "mint", "--heads", "ana.case");
    isNotMissed();
  }

  /** Somebody's log does not hold, which ends the command with 1. */
  private JsonNode convicted(String... more) {
    List<String> words = new ArrayList<>(List.of("openings", "--dir", "mint", "--json"));
    words.addAll(List.of(more));
    Terminal.Ran ran = run(words.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.REFUSED);
    return JsonMapper.builder().build().readTree(ran.out());
  }

  /** The folder of the root is an empty place on this machine at most times. */
  private void isNotMissed() throws IOException {
    done("stop", "--dir", "mint");
    Files.move(directory.resolve("mint/root"), directory.resolve("root"));
    Files.createDirectory(directory.resolve("mint/root"));
    delete(directory.resolve("mint/authority-3"));
    Files.createDirectory(directory.resolve("mint/authority-3"));
    done("start", "--dir", "mint");
    assertThat(run("start", "--dir", "mint", "--root").exitCode())
        .as("it is not here")
        .isEqualTo(ExitCode.ENVIRONMENT);
    done("stop", "--dir", "mint");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void noCaseIsMadeOrReadThatIsNone() throws IOException {
    for (String taken : List.of("authority", "authority-4", "observer")) {
      isMistaken("create", "--dir", "mint", "--bank", taken);
    }
    done("create", "--dir", "mint", "--crowd", "2", "--bank", "north");
    String owner = "77".repeat(16);
    isMistaken(making("a.case", "77"));
    isMistaken(making("a.case", owner, "--days", "0"));
    isMistaken(making("a.case", owner, "--days", "91"));
    isMistaken(making("a.case", owner, "--from", "1969-12-31"));
    isMistaken(making("a.case", owner, "--agent", "south"));
    assertThat(run(making("a.case", owner, "--agent", "north")).exitCode())
        .as("a bank's agent, which does not run")
        .isEqualTo(ExitCode.ENVIRONMENT);
    Files.writeString(directory.resolve("b.case"), "00\n");
    Files.writeString(directory.resolve("c.case"), "no digits");
    for (String each : List.of("a.case", "b.case", "c.case")) {
      isMistaken("case", "show", each, "--home", "mint/authority-1");
      isMistaken("case", "approve", each, "--case", "00".repeat(32), "--home", "mint/authority-1");
      isMistaken("case", "open", each, "--home", "mint/authority-1");
    }
    assertThat(run("case", "show", "b.case", "--home", "mint/core").exitCode())
        .as("no authority lives there")
        .isEqualTo(ExitCode.ENVIRONMENT);
  }
}
