package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.node.home.DirectoryHome;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider as a process of its own, and somebody who becomes its customer. */
final class ProviderCommandsTest {
  @TempDir private Path directory;
  private Terminal terminal = new Terminal(Path.of(""));

  private JsonNode json(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return JsonMapper.builder().build().readTree(ran.out());
  }

  @AfterEach
  void stop() {
    for (String home : List.of("south", "north")) {
      if (Files.exists(directory.resolve(home))) {
        terminal.run("psp", "stop", "--home", home);
      }
    }
  }

  @Test
  @Requirement({"D23", "E25"})
  void aProviderIsMadeStartedAskedJoinedAndStopped() throws IOException, SQLException {
    terminal = new Terminal(directory);
    json("network", "create", "--replicas", "4", "--dir", "bank", "--json");
    JsonNode made =
        json("psp", "create", "--home", "north", "--name", "north", "--dir", "bank", "--json");
    String url = made.get("url").asString();
    String fingerprint = made.get("fingerprint").asString();
    assertThat(terminal.run("psp", "status", "--home", "north").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
    Terminal.Ran started = terminal.run("psp", "start", "--home", "north");
    assertThat(started.exitCode()).as(started.err()).isZero();
    assertThat(json("psp", "status", "--home", "north", "--json").get("serving").asBoolean())
        .isTrue();

    String other = (fingerprint.charAt(0) == '0' ? "1" : "0") + fingerprint.substring(1);
    Terminal.Ran misled = terminal.run("psp", "join", url, "--fingerprint", other, "--dir", "mine");
    assertThat(misled.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(misled.err()).contains("5501");
    assertThat(directory.resolve("mine")).doesNotExist();
    JsonNode joined =
        json("psp", "join", url, "--fingerprint", fingerprint, "--dir", "mine", "--json");
    assertThat(joined.get("provider").asString()).isEqualTo("north");
    assertThat(directory.resolve("mine/network.properties")).exists();

    JsonNode kept = json("psp", "kept", "--dir", "mine", "--json");
    assertThat(kept.get("customer").asString()).isEqualTo(joined.get("customer").asString());
    assertThat(kept.get("names").isEmpty() && kept.get("backup").isEmpty()).isTrue();
    assertThat(terminal.run("psp", "kept", "--dir", "mine").out()).contains("2 open");
    assertThat(json("psp", "leave", "--dir", "mine", "--json").get("forgotten").asString())
        .isEqualTo(url);
    assertThat(terminal.run("psp", "kept", "--dir", "mine").out()).contains("1 open");
    assertThat(terminal.run("psp", "kept", "--dir", "bank").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);

    knowsACustomerByAnotherKey(url, fingerprint);
    keepsItsCustomersInADatabaseElsewhere();
    assertThat(terminal.run("psp", "stop", "--home", "north").err()).contains("has stopped");
    assertThat(directory.resolve("north/log")).content().contains(" ready ", " stop ");
    assertThat(Files.exists(directory.resolve("north/database/postmaster.pid"))).isFalse();
  }

  private String customer(String... words) {
    return json(words).get("customer").asString();
  }

  private void isRefused(int code, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.REFUSED);
    assertThat(ran.err()).contains(Integer.toString(code));
  }

  /** Enrolled, rotated, taken back with a spare key from another folder, barred and let in. */
  private void knowsACustomerByAnotherKey(String url, String fingerprint) throws IOException {
    String first = customer("psp", "kept", "--dir", "mine", "--json");
    String second = customer("psp", "rotate", "--dir", "mine", "--json");
    assertThat(second).isNotEqualTo(first);
    assertThat(customer("psp", "kept", "--dir", "mine", "--json")).isEqualTo(second);

    String spare = json("psp", "spare", "stick", "--dir", "mine", "--json").get("spare").asString();
    assertThat(terminal.run("psp", "kept", "--dir", "mine").out()).contains(spare);
    isRefused(6119, "psp", "spare", "other", "--dir", "mine");
    Files.writeString(directory.resolve("other/secrets/spare/key"), "short");
    Terminal.Ran damaged = terminal.run("psp", "spare", "other", "--by", "stick", "--dir", "mine");
    assertThat(damaged.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(damaged.err()).contains("5 bytes");
    Files.delete(directory.resolve("other/secrets/spare/key"));
    json("psp", "spare", "other", "--by", "stick", "--dir", "mine", "--json");

    // Who finds the device has the folder "mine"; its owner has the spare key and another device.
    json("psp", "join", url, "--fingerprint", fingerprint, "--dir", "again", "--json");
    isRefused(6117, "psp", "rotate", "--spare", "stick", "--dir", "again");
    String third = customer("psp", "rotate", "--spare", "other", "--dir", "again", "--json");
    isRefused(6117, "psp", "kept", "--dir", "mine");
    isRefused(6117, "psp", "rotate", "--dir", "mine");
    assertThat(customer("psp", "kept", "--dir", "again", "--json")).isEqualTo(third);

    endsAChangeThatWasCutOff();
    bars(customer("psp", "kept", "--dir", "again", "--json"));
  }

  /** The provider knows the new key, and the folder has not heard that it does. */
  private void endsAChangeThatWasCutOff() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("again"))) {
      for (Path each : all.toList()) {
        Path copy = directory.resolve("copy").resolve(directory.resolve("again").relativize(each));
        Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    String made = customer("psp", "rotate", "--dir", "copy", "--json");
    isRefused(6117, "psp", "kept", "--dir", "again");
    DirectoryHome home = DirectoryHome.at(directory.resolve("again"));
    DirectoryHome copy = DirectoryHome.at(directory.resolve("copy"));
    home.keep("customer", "key-next", copy.secret("customer", "key").orElseThrow());

    JsonNode ended = json("psp", "rotate", "--dir", "again", "--json");
    assertThat(ended.get("endedEarlier").asBoolean()).isTrue();
    String another = ended.get("customer").asString();
    assertThat(another).isNotEqualTo(made);
    assertThat(customer("psp", "kept", "--dir", "again", "--json")).isEqualTo(another);
    isRefused(6117, "psp", "kept", "--dir", "copy");

    // Cut off when all was done but that the folder forgets; then before the provider heard of it.
    home.keep("customer", "key-next", home.secret("customer", "key").orElseThrow());
    Terminal.Ran ran = terminal.run("psp", "rotate", "--dir", "again");
    assertThat(ran.out()).contains("cut off").doesNotContain(another);
    isRefused(6117, "psp", "rotate", "--spare", "stick", "--dir", "again");
    Secret waiting = home.secret("customer", "key-next").orElseThrow();
    isRefused(6117, "psp", "rotate", "--spare", "stick", "--dir", "again");
    assertThat(home.secret("customer", "key-next")).contains(waiting);
    assertThat(json("psp", "rotate", "--dir", "again", "--json").get("endedEarlier").asBoolean())
        .isTrue();
    assertThat(home.secret("customer", "key-next")).isEmpty();
  }

  private void bars(String customer) throws IOException {
    assertThat(terminal.run("psp", "bar", "0x", "--home", "north").exitCode())
        .isEqualTo(ExitCode.USAGE);
    json("psp", "bar", customer, "--home", "north", "--json");
    isRefused(6118, "psp", "kept", "--dir", "again");
    isRefused(6118, "psp", "rotate", "--dir", "again");
    isRefused(6118, "psp", "rotate", "--spare", "other", "--dir", "again");

    Files.writeString(directory.resolve("north/barred"), "nobody\n");
    isRefused(6006, "psp", "kept", "--dir", "again");
    assertThat(terminal.run("psp", "bar", customer, "--home", "north").exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
    Files.writeString(directory.resolve("north/barred"), customer + "\n");
    json("psp", "bar", customer, "--lift", "--home", "north", "--json");
    assertThat(customer("psp", "kept", "--dir", "again", "--json")).isEqualTo(customer);
  }

  /** Another provider, for which the PostgreSQL of north is one that runs elsewhere. */
  private void keepsItsCustomersInADatabaseElsewhere() throws IOException, SQLException {
    List<String> server = Files.readAllLines(directory.resolve("north/database/postmaster.pid"));
    String postgres = "jdbc:postgresql://127.0.0.1:" + server.get(3).strip() + "/";
    Path file = directory.resolve("south.url");
    try (Connection owner = DriverManager.getConnection(postgres + "postgres?user=postgres");
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE ROLE south LOGIN PASSWORD 'a-password'");
      statement.execute("CREATE DATABASE south OWNER south");
      int before = customers(postgres + "postgres?user=postgres");
      Files.writeString(file, postgres + "south?user=south&password=a-password\n");
      JsonNode made =
          json(
              "psp",
              "create",
              "--home",
              "south",
              "--name",
              "south",
              "--dir",
              "bank",
              "--database-file",
              "south.url",
              "--json");
      Files.delete(file);
      Terminal.Ran started = terminal.run("psp", "start", "--home", "south");
      assertThat(started.exitCode()).as(started.err()).isZero();
      json(
          "psp",
          "join",
          made.get("url").asString(),
          "--fingerprint",
          made.get("fingerprint").asString(),
          "--dir",
          "theirs",
          "--json");

      assertThat(json("psp", "kept", "--dir", "theirs", "--json").has("customer")).isTrue();
      assertThat(directory.resolve("south/database")).doesNotExist();
      assertThat(directory.resolve("south/log")).content().doesNotContain("a-password");
      assertThat(customers(postgres + "south?user=south")).isOne();
      assertThat(customers(postgres + "postgres?user=postgres")).isEqualTo(before);
      assertThat(terminal.run("psp", "stop", "--home", "south").err()).contains("has stopped");
      // It stops what it started, and no server that is not its own.
      assertThat(customers(postgres + "south?user=south")).isOne();
    }
  }

  private static int customers(String database) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement find = connection.createStatement();
        ResultSet row = find.executeQuery("SELECT count(*) FROM customer")) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }

  private static String tls(String name) {
    return Path.of("..", "..", "services", "api", "src", "test", "resources", "tls", name)
        .toAbsolutePath()
        .toString();
  }

  private Terminal.Ran create(String certificate, String key) {
    return terminal.run(
        "psp",
        "create",
        "--home",
        "north",
        "--name",
        "north",
        "--dir",
        "bank",
        "--certificate",
        tls(certificate),
        "--key",
        tls(key),
        "--json");
  }

  private Terminal.Ran join(String url, String fingerprint, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("psp", "join", url, "--fingerprint", fingerprint, "--dir", "mine", "--json"));
    words.addAll(List.of(more));
    return terminal.run(words.toArray(String[]::new));
  }

  @Test
  @Requirement("D37")
  void aProviderSpeaksTlsItselfAndLeadsToTheOperatorsInside() {
    terminal = new Terminal(directory);
    json("network", "create", "--replicas", "4", "--dir", "bank", "--json");
    assertThat(create("provider.crt", "other.key").err()).contains("is not the key");
    assertThat(create("expired.crt", "provider.key").err()).contains("in force from");
    assertThat(create("elsewhere.crt", "provider.key").err()).contains("does not name");
    assertThat(
            terminal
                .run(
                    "psp",
                    "create",
                    "--home",
                    "x",
                    "--name",
                    "x1",
                    "--dir",
                    "bank",
                    "--key",
                    tls("provider.key"))
                .exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(directory.resolve("north")).doesNotExist();
    Terminal.Ran created = create("provider.crt", "provider.key");
    assertThat(created.exitCode()).as(created.err()).isZero();
    JsonNode made = JsonMapper.builder().build().readTree(created.out());
    String url = made.get("url").asString();
    String fingerprint = made.get("fingerprint").asString();
    assertThat(url).startsWith("https://");
    Terminal.Ran started = terminal.run("psp", "start", "--home", "north");
    assertThat(started.exitCode()).as(started.err()).isZero();
    assertThat(json("psp", "status", "--home", "north", "--json").get("url").asString())
        .isEqualTo(url);

    Terminal.Ran untrusted = join(url, fingerprint);
    assertThat(untrusted.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(untrusted.err()).contains("does not prove to be it");
    assertThat(join(url, fingerprint, "--trust", tls("stranger.crt")).exitCode())
        .isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(join(url.replace("https", "http"), fingerprint).err()).contains("6011");
    assertThat(directory.resolve("mine")).doesNotExist();
    Terminal.Ran joined = join(url, fingerprint, "--trust", tls("authority.crt"));
    assertThat(joined.exitCode()).as(joined.err()).isZero();

    Terminal.Ran network = terminal.run("network", "start", "--dir", "bank");
    assertThat(network.exitCode()).as(network.err()).isZero();
    try {
      json("wallet", "new", "--network", "mine", "--wallet", "ana.wallet", "--json");
      assertThat(
              json("wallet", "balance", "--network", "mine", "--wallet", "ana.wallet", "--json")
                  .has("ordinary"))
          .isTrue();
    } finally {
      terminal.run("network", "stop", "--dir", "bank");
    }
  }

  @Test
  void whatIsNoAddressOfAProviderIsAMistakeOfUse() {
    terminal = new Terminal(directory);
    for (String url :
        new String[] {
          "127.0.0.1:80",
          "http://h",
          "http://h:80/x",
          "http://u@h:80",
          "http://h:80?x",
          "ftp://h:80"
        }) {
      assertThat(terminal.run("psp", "join", url, "--fingerprint", "00").exitCode())
          .as(url)
          .isEqualTo(ExitCode.USAGE);
    }
  }
}
