package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop, the tax office and an auditor, with the commands of the guide. */
final class IncomeCommandsTest {
  private static final Path GUIDE =
      Path.of("..", "..", "docs", "guides", "income-and-disclosure.md");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final String COMMAND = "./specie ";

  @TempDir private Path directory;

  /** A shop that was paid twice. */
  private static void open(Terminal terminal) {
    done(terminal, "network", "create");
    done(terminal, "wallet", "new");
    done(terminal, "wallet", "enrol", "--evidence", "passport 1");
    String shop = json(terminal, "wallet", "receive", "--json").get("address").asString();
    done(terminal, "issue", "private", shop, "12.50");
    done(terminal, "issue", "private", shop, "7.00");
    terminal.pass(2);
  }

  private static String done(Terminal terminal, String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private static JsonNode json(Terminal terminal, String... words) {
    return JsonMapper.builder().build().readTree(done(terminal, words));
  }

  private static List<String[]> commands() throws IOException {
    List<String[]> commands = new ArrayList<>();
    for (String line : Files.readAllLines(GUIDE)) {
      if (line.startsWith(COMMAND)) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.substring(COMMAND.length()));
        while (word.find()) {
          words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        commands.add(words.toArray(String[]::new));
      }
    }
    return commands;
  }

  @Test
  @Requirement({"D29", "D38", "U11", "U16"})
  void everyCommandOfTheGuideWorks() throws IOException {
    Terminal terminal = new Terminal(directory);
    open(terminal);
    // Before anything is claimed nothing is income, and the shop is told.
    Terminal.Ran early =
        terminal.run("wallet", "income", "--for", "Tax office 7", "--out", "early.json");
    assertThat(early.out()).contains("income of 0.00 ILS");
    assertThat(early.err()).contains("19.50 came in and was not claimed yet");
    terminal.pass(2);
    StringBuilder told = new StringBuilder();
    for (String[] command : commands()) {
      told.append(done(terminal, command));
      terminal.pass(2);
    }
    assertThat(told)
        .contains("income.json: income of 19.50 ILS from 1970-01-01T00:00:00Z until ")
        .contains("Genuine: 19.50 ILS came in privately, no more and no less")
        .contains("Genuine: these 3 steps are all of the period", "step, received 19.50");
    refusesWhatIsNotForThisVerifierOrNotAsItWasMade(terminal);
  }

  private void refusesWhatIsNotForThisVerifierOrNotAsItWasMade(Terminal terminal)
      throws IOException {
    JsonNode shown =
        json(terminal, "income", "verify", "income.json", "--for", "Tax office 7", "--json");
    assertThat(shown.get("genuine").asBoolean()).isTrue();
    assertThat(shown.get("income").asString()).isEqualTo("19.50");
    assertThat(terminal.run("income", "verify", "income.json", "--for", "Bank").err())
        .contains("Refused 5633");
    assertThat(terminal.run("disclosure", "verify", "income.json", "--for", "Tax office 7").err())
        .contains("Refused 5631");
    Path file = directory.resolve("income.json");
    Files.writeString(file, Files.readString(file).replace("\"19.50\"", "\"9.50\""));
    assertThat(terminal.run("income", "verify", "income.json", "--for", "Tax office 7").err())
        .contains("Refused 5632");
    assertThat(terminal.run("income", "verify", "nowhere.json", "--for", "Tax office 7").exitCode())
        .isEqualTo(2);
    assertThat(terminal.run("wallet", "income", "--for", "", "--out", "a.json").exitCode())
        .isEqualTo(2);
    Terminal.Ran backwards =
        terminal.run(
            "wallet",
            "income",
            "--from",
            "2026-11-02",
            "--until",
            "2026-11-01",
            "--for",
            "Office",
            "--out",
            "a.json");
    assertThat(backwards.exitCode()).isEqualTo(2);
  }
}
