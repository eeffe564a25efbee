package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;

/** What docs/reference/rosalind.md says of commands. Of operations, the provider's tests say it. */
final class CatalogueTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "reference", "rosalind.md");
  private static final Pattern COMMAND = Pattern.compile("`specie ([a-z][a-z0-9 -]*)`");

  private final Terminal terminal = new Terminal(Path.of(""));

  @Test
  @Requirement("U15")
  void everyCommandAndOptionOfTheCatalogueIsOne() throws IOException {
    List<String> named =
        COMMAND
            .matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(named).contains("wallet pay", "psp kept").hasSizeGreaterThan(20);

    for (String each : named) {
      List<String> words = Arrays.asList(each.split(" "));
      int options = (int) words.stream().takeWhile(word -> !word.startsWith("--")).count();
      List<String> command = words.subList(0, options);
      String help =
          terminal
              .run(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new))
              .out();
      // Of a word that is no command, the help of the command before it would be shown.
      String group = String.join(" ", command.subList(0, command.size() - 1));
      assertThat(help).as(each).containsPattern("Usage: specie " + (group + " [a-z]").strip());
      if (options < words.size()) {
        assertThat(help).as(each).contains(words.get(options));
      }
    }
  }
}
