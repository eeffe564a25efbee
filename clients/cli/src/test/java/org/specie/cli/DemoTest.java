package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.node.replica.ReplicaProcess;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job, as the README promises it, in a process of its own like that of any user. */
final class DemoTest {
  private static final int START_SECONDS = 600;
  private static final int STORY_SECONDS = 300;
  private static final int MARGIN = 5;
  private static final long STOP_SECONDS = 120;

  @TempDir private Path directory;

  @Test
  @Requirement({
    "D3", "D7", "D9", "D12", "D13", "D14", "D15", "D16", "D17", "D18", "D20", "D21", "D22", "E22",
    "U16", "U17"
  })
  void tellsTheStoryLeavesEverythingRunningAndStopsWhenTold() throws Exception {
    Path progress = directory.resolve("progress");
    Process demo = start(progress, "demo", "--json", "--stay", "--keep", "kept");
    List<ProcessHandle> running;
    try (BufferedReader out = demo.inputReader()) {
      isWell(out, progress);
      running = demo.descendants().toList();
      assertThat(running)
          .as("four replicas, a reader, three registrars, three auditors, two providers")
          .hasSize(13);
      canBeTried(progress);
      boolean _ = demo.toHandle().destroy();
      assertThat(demo.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(out.readLine()).as("one document, nothing else").isNull();
    } finally {
      boolean _ = demo.toHandle().destroy();
      boolean _ = demo.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(running).as("left running").noneMatch(ProcessHandle::isAlive);
    for (String replica : List.of("replica-2", "replica-3", "replica-4")) {
      assertThat(directory.resolve("kept/network/" + replica + "/log"))
          .as("the change of view after the first primary was killed")
          .content()
          .containsPattern("status view=[1-9]");
    }
    assertThat(directory.resolve("kept/north/database/PG_VERSION")).exists();
    assertThat(directory.resolve("kept/north/database/postmaster.pid")).doesNotExist();
  }

  /** The document holds to the same form, and says that every step came out as it should. */
  @Test
  @Requirement({"R37", "R38", "R82", "R107"})
  void tellsTheOfflineStoryOfAnIssuerAndBanksThatAreProcesses() throws Exception {
    Path progress = directory.resolve("progress");
    Process demo = start(progress, "demo", "offline", "--json");
    List<ProcessHandle> running;
    try (BufferedReader out = demo.inputReader()) {
      Eventually.holds(
          START_SECONDS,
          () -> !demo.isAlive() || Files.readString(progress).contains("preparing cards"));
      assertThat(demo.isAlive()).as(Files.readString(progress)).isTrue();
      running = new ArrayList<>(ofTheIssuer());
      Eventually.holds(
          STORY_SECONDS,
          () -> !demo.isAlive() || Files.readString(progress).contains("withdrawing"));
      assertThat(demo.isAlive()).as(Files.readString(progress)).isTrue();
      running.addAll(ofTheBanks());
      JsonNode document = document(out, progress);
      assertThat(document.get("steps").size()).isGreaterThanOrEqualTo(11);
      assertThat(document.get("steps").toString())
          .as("purses beside the issuer, from the one command")
          .containsPattern("station prepares [1-9][0-9]+ cards");
      assertThat(document.get("checks").size()).isGreaterThanOrEqualTo(6);
      assertThat(document.get("checks").toString()).contains("the banks' books balance");
      assertThat(document.get("steps").toString()).contains("KEY_USED_TWICE", "paid once");
      assertThat(out.readLine()).as("one document, nothing else").isNull();
      assertThat(demo.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isZero();
    } finally {
      boolean _ = demo.toHandle().destroy();
      boolean _ = demo.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(running).as("left running").noneMatch(ProcessHandle::isAlive);
    assertThat(folders()).as("left lying").isEmpty();
  }

  /** The folders of demonstrations that are not kept. */
  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(each -> each.getFileName().toString().startsWith("specie-demo-")).toList();
    }
  }

  /** Its roles as they run, each from a folder of its own and with a database of its own. */
  private List<ProcessHandle> ofTheIssuer() throws IOException {
    Path issuer = folders().getFirst().resolve("issuer");
    List<ProcessHandle> all = new ArrayList<>();
    for (String role :
        List.of(
            "core", "certifier", "factory", "recovery", "managers", "inspection", "pseudonym")) {
      all.add(first(issuer.resolve(role).resolve("pid")));
      all.add(first(issuer.resolve(role).resolve("database/postmaster.pid")));
    }
    assertThat(all).as("seven roles and their databases").doesNotHaveDuplicates().hasSize(14);
    return all;
  }

  /** The banks as they run, each from a folder of its own and with a database of its own. */
  private List<ProcessHandle> ofTheBanks() throws IOException {
    List<ProcessHandle> all = new ArrayList<>();
    for (String bank : List.of("north.example", "south.example")) {
      all.add(first(folders().getFirst().resolve(bank).resolve("pid")));
      all.add(first(folders().getFirst().resolve(bank).resolve("database/postmaster.pid")));
    }
    assertThat(all).as("two banks and their databases").doesNotHaveDuplicates().hasSize(4);
    return all;
  }

  /** The process whose number begins {@code file}. */
  private static ProcessHandle first(Path file) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(file).split("\\s", 2)[0]))
        .orElseThrow();
  }

  private Process start(Path progress, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(ReplicaProcess.compilers());
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectError(progress.toFile())
        .start();
  }

  private static JsonNode document(BufferedReader out, Path progress) throws IOException {
    String line = out.readLine();
    assertThat(line).as(Files.readString(progress)).isNotNull();
    JsonNode document = JsonMapper.builder().build().readTree(line);
    assertThat(document.propertyNames()).containsExactlyInAnyOrder("steps", "checks", "ok");
    for (JsonNode step : document.get("steps")) {
      assertThat(step.propertyNames()).containsExactlyInAnyOrder("name", "ok", "detail");
      assertThat(step.get("ok").asBoolean()).as(step.toString()).isTrue();
    }
    for (JsonNode check : document.get("checks")) {
      assertThat(check.propertyNames()).containsExactlyInAnyOrder("name", "ok");
      assertThat(check.get("ok").asBoolean()).as(check.toString()).isTrue();
    }
    assertThat(document.get("ok").asBoolean()).isTrue();
    return document;
  }

  private static void isWell(BufferedReader out, Path progress) throws IOException {
    JsonNode document = document(out, progress);
    String told = Files.readString(progress);
    assertThat(document.get("steps").size()).isGreaterThanOrEqualTo(29);
    assertThat(document.get("checks").size()).isGreaterThanOrEqualTo(4);
    assertThat(told).as("progress goes to stderr").isNotBlank();
    // A hundred transactions went through wallets, providers, replicas; none left a name in a log.
    assertThat(told)
        .as("no nullifier, identity or address in what is logged")
        .doesNotContainPattern("[0-9a-fA-F]{32,}|spc1|0x[0-9a-fA-F]");
    assertThat(document.get("steps").toString())
        .contains(
            "REFUSED 3002",
            "REFUSED 3001",
            "killed while customers pay",
            "burns down",
            "auditors stop it",
            "A court has")
        // By this .ci/newcomer knows the first private payment.
        .containsPattern("pays [^\"]* privately\",\"ok\":true,\"detail\":\"proved in");
  }

  /** What the demo says at its end can be done, word for word. */
  private void canBeTried(Path progress) throws Exception {
    Eventually.holds(START_SECONDS, () -> Files.readString(progress).contains("network status"));
    List<String> told =
        Files.readAllLines(progress).stream()
            .dropWhile(line -> !line.startsWith("Try  "))
            .map(line -> line.substring(MARGIN))
            .toList();
    assertThat(told).as("one to set, six to run").hasSize(7);
    assertThat(told.getFirst()).isEqualTo("export SPECIE_PASSPHRASE=demo");
    Terminal terminal = new Terminal(directory, "demo");
    for (String line : told.subList(1, told.size())) {
      assertThat(line).startsWith("specie ");
      Terminal.Ran ran = terminal.run(line.substring("specie ".length()).split(" "));
      assertThat(ran.exitCode()).as("%s: %s", line, ran.err()).isZero();
    }
    assertThat(told.toString()).contains("wallet pay @corner.shop 1.50");
    Terminal.Ran shop =
        terminal.run("wallet", "history", "--network", "kept/Shop", "--wallet", "kept/Shop.wallet");
    assertThat(shop.out()).contains("1.50");
  }
}
