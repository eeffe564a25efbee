package org.specie.quality.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.RequirementsPage.Row;

class RequirementsPageTest {
  @Test
  void refusesTwoRowsWithOneId() {
    assertThatThrownBy(
            () ->
                RequirementsPage.parse(
                    List.of("| # | Requirement |", "|---|---|", "| D1 | a |", "| D1 | b |")))
        .hasMessageContaining("two requirements are called D1");
  }

  @Test
  void refusesPageWithoutRows() {
    assertThatThrownBy(() -> RequirementsPage.parse(List.of("# Requirements", "| D1 | no head |")))
        .hasMessageContaining("no requirement");
  }

  @Test
  void takesTextFromTheColumnCalledRequirement() {
    RequirementsPage page =
        RequirementsPage.parse(
            List.of(
                "| # | Requirement | Acceptance check |",
                "|---|---|---|",
                "| D1 | No double spend | Submit |",
                "",
                "| R | Area | Requirement | Acceptance check |",
                "|---|---|---|---|",
                "| R1 | §2.3 | Two messages | Trace |"));

    assertThat(page.rows())
        .containsExactly(new Row("D1", "No double spend"), new Row("R1", "Two messages"));
  }

  @Test
  void ignoresTablesThatHoldNoRequirements() {
    RequirementsPage page =
        RequirementsPage.parse(
            List.of("| # | Requirement |", "|---|---|", "| D1 | a |", "text", "| D2 | not one |"));

    assertThat(page.rows()).containsExactly(new Row("D1", "a"));
  }

  @Test
  void readsEveryRowOfTheRealPage() throws IOException {
    RequirementsPage page =
        RequirementsPage.parse(Files.readAllLines(Path.of("../../docs/requirements.md")));

    assertThat(page.rows().stream().map(Row::id))
        .containsExactlyElementsOf(
            Stream.of(numbered("D", 39), numbered("E", 47), numbered("R", 156), numbered("U", 17))
                .flatMap(ids -> ids)
                .toList());
    assertThat(page.rows()).allSatisfy(row -> assertThat(row.text()).isNotBlank());
  }

  private static Stream<String> numbered(String family, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> family + i);
  }
}
