package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;

/** Types what the tutorial shows, all of it, in order. */
final class TutorialTest {
  private static final Path TUTORIAL = Path.of("..", "..", "docs", "tutorial.md");
  private static final String BEGIN = "```sh";
  private static final String END = "```";
  private static final long MINUTES_MAX = 10;

  @TempDir private Path directory;

  @Test
  @Requirement({"U1", "U16"})
  void everyCommandOfItWorks() throws Exception {
    Path script = directory.resolve("tutorial.sh");
    Files.writeString(script, "set -euo pipefail\n" + commands(Files.readString(TUTORIAL)));
    launcher();
    Path output = directory.resolve("output");
    Process shell =
        new ProcessBuilder("bash", "-x", script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(shell.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
      String told = Files.readString(output);
      assertThat(shell.exitValue()).as(told).isZero();
      assertThat(told).contains("8000.00", "12.50", "INV-7", "600.00");
    } finally {
      shell.destroy();
      stopAll();
    }
  }

  private static String commands(String page) {
    StringBuilder commands = new StringBuilder();
    boolean isInside = false;
    for (String line : page.lines().toList()) {
      if (line.startsWith(BEGIN)) {
        isInside = true;
      } else if (line.equals(END)) {
        isInside = false;
      } else if (isInside) {
        commands.append(line).append('\n');
      }
    }
    return commands.toString();
  }

  /** What a user has in a clone, on the classes of this test. */
  private void launcher() throws IOException {
    Path launcher = directory.resolve("specie");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s' --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -cp '%s' %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  /** Where the tutorial broke off, what it had started is still there. */
  private void stopAll() throws IOException {
    Terminal terminal = new Terminal(directory);
    for (Path home :
        new Path[] {
          Path.of("north"),
          Path.of("bank/registrar-1"),
          Path.of("bank/registrar-2"),
          Path.of("bank/registrar-3"),
          Path.of("bank/auditor-1"),
          Path.of("bank/auditor-2"),
          Path.of("bank/auditor-3"),
          Path.of("bank")
        }) {
      if (Files.exists(directory.resolve(home))) {
        String kind =
            home.startsWith("north")
                ? "psp"
                : home.getNameCount() > 1
                    ? String.valueOf(home.getFileName()).replaceAll("-.*", "")
                    : "network";
        Terminal.Ran _ =
            terminal.run(
                kind, "stop", kind.equals("network") ? "--dir" : "--home", home.toString());
      }
    }
  }
}
