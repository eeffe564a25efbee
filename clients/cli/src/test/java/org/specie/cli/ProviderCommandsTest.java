package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    terminal.run("psp", "stop", "--home", "north");
  }

  @Test
  @Requirement("D23")
  void aProviderIsMadeStartedAskedJoinedAndStopped() {
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

    assertThat(terminal.run("psp", "stop", "--home", "north").err()).contains("has stopped");
    assertThat(directory.resolve("north/log")).content().contains(" ready ", " stop ");
    assertThat(Files.exists(directory.resolve("north/database/postmaster.pid"))).isFalse();
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
