package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cli.secrecy.TownKeys;
import org.specie.quality.requirements.Requirement;

/** Types what the tutorial shows, all of it, in order; and looks at what runs before it ends. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class TutorialTest {
  private static final Path TUTORIAL = Path.of("..", "..", "docs", "tutorial.md");
  private static final String BEGIN = "```sh";
  private static final String END = "```";
  private static final long MINUTES_MAX = 30;

  /** Of memory, in percent: threads that end meanwhile take their stacks with them. */
  private static final double HIDDEN_MAX = 10;

  private static final String START = "./specie network start";
  private static final String STOP = "./specie psp stop";

  @TempDir private Path directory;
  private Optional<TownKeys.Found> found = Optional.empty();
  private Optional<String> hidden = Optional.empty();
  private SortedSet<String> planted = new TreeSet<>();

  @Test
  @Order(1)
  @Requirement({"U1", "U16"})
  void everyCommandOfItWorks() throws Exception {
    launcher();
    String commands = commands(Files.readString(TUTORIAL));
    int start = commands.indexOf(START);
    int stop = commands.indexOf(STOP);
    assertThat(start).isPositive();
    assertThat(stop).isGreaterThan(start);
    try {
      String told = told(commands.substring(0, start));
      TownKeys keys = TownKeys.in(directory.resolve("bank"));
      told += told(commands.substring(start, stop));
      hidden = keys.hidden();
      if (hidden.isPresent()) {
        System.err.println("tutorial: NOT SEARCHED for keys, " + hidden.get());
      } else {
        found = Optional.of(keys.search());
        planted = keys.planted(directory);
      }
      told += told(commands.substring(stop));
      assertThat(told).contains("8000.00", "12.50", "INV-7", "600.00");
    } finally {
      stopAll();
    }
  }

  /**
   * Of the operators' issuing and escrow keys, the auditors' escrow key and the registrars' key
   * behind tags none was found whole in the memory or the folder of a replica, registrar, auditor
   * or the provider when all of the above was done, nor a share of one with anybody but its holder,
   * in any form of {@code KeyForms}: one look at each, one after the other.
   */
  @Test
  @Order(2)
  @Requirement("D5")
  void noProcessHasAKeyOfManyNorAnothersShareOfOne() {
    assumeThat(hidden).as("this system shows a process the memory of others").isEmpty();
    assertThat(found).as("the tutorial came to where the search is").isPresent();
    TownKeys.Found searched = found.orElseThrow();
    assertThat(searched.parties()).hasSize(11).contains(TownKeys.PROVIDER);
    for (String party : searched.parties()) {
      assertThat(searched.strange(party)).as(party).isEmpty();
      assertThat(searched.hiddenPercent(party)).as("percent of %s", party).isLessThan(HIDDEN_MAX);
      if (party.startsWith("registrar")) {
        assertThat(searched.own(party)).contains(party + "'s tag share 0, Montgomery");
      } else if (!party.equals(TownKeys.PROVIDER)) {
        assertThat(searched.own(party)).as("what %s has itself is found", party).isNotEmpty();
      }
    }
    assertThat(planted)
        .contains(
            "whole key behind tags 0, bytes",
            "whole issuing key 0, Montgomery",
            "whole key behind tags 0, hex @ another process",
            "whole key behind tags 0, hex @ a file");
  }

  /** Runs {@code part} of the page; what it printed. */
  private String told(String part) throws Exception {
    Path script = directory.resolve("tutorial.sh");
    Files.writeString(
        script, "set -euo pipefail\nexport SPECIE_PASSPHRASE='an afternoon'\n" + part);
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
      return told;
    } finally {
      shell.destroy();
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
