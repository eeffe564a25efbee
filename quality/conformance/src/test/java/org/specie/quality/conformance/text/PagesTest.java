package org.specie.quality.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.quality.conformance.LauncherRun;
import org.specie.quality.conformance.SourceTree;
import org.specie.quality.conformance.text.Page.Block;
import org.specie.quality.conformance.text.ShownCommands.Command;

/** Whatever a page shows works, and wherever it leads there is something. */
class PagesTest {
  private static final int README_LINES_MAX = 120;

  @TempDir Path home;

  private static Page read(Path file) throws IOException {
    return Page.parse(Files.readAllLines(file));
  }

  static List<Path> pagesWithCommands() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path page : SourceTree.pages()) {
      if (!ShownCommands.of(read(page)).isEmpty()) {
        pages.add(page);
      }
    }
    return pages;
  }

  static List<Path> pages() throws IOException {
    return SourceTree.pages();
  }

  @ParameterizedTest
  @MethodSource("pagesWithCommands")
  void shownCommandsRun(Path page) throws IOException, InterruptedException {
    LauncherRun launcher = new LauncherRun(home);
    for (Command command : ShownCommands.of(read(page))) {
      LauncherRun.Result result = launcher.run(command.line());
      assertThat(result.exitCode())
          .as(
              "%s:%d: %s%n%s%s",
              SourceTree.name(page),
              command.lineNumber(),
              command.line(),
              result.out(),
              result.err())
          .isEqualTo(command.exitCode());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    assertThat(DeadLinks.of(page)).as(SourceTree.name(page)).isEmpty();
  }

  @Test
  void readmeSetsUpWithExactlyTwoCommands() throws IOException {
    Path readme = SourceTree.root().resolve("README.md");
    List<String> lines = Files.readAllLines(readme);
    List<String> section =
        lines.subList(lines.indexOf("## Set up"), lines.indexOf("## Three things to try"));

    assertThat(Page.parse(section).blocks().stream().flatMap(block -> block.lines().stream()))
        .containsExactlyElementsOf(ShownCommands.SET_UP);
  }

  @Test
  void readmeShowsThreeThingsToTry() throws IOException {
    List<String> lines = Files.readAllLines(SourceTree.root().resolve("README.md"));
    List<String> section =
        lines.subList(
            lines.indexOf("## Three things to try"), lines.indexOf("## Where things are"));

    assertThat(Page.parse(section).blocks()).hasSize(3);
  }

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Files.readAllLines(SourceTree.root().resolve("README.md")).size())
        .isLessThanOrEqualTo(README_LINES_MAX);
  }

  static Stream<String> refusedBlocks() {
    return Stream.of("bash", "console", "sh norun", "sh exit 9", "sh and more");
  }

  @ParameterizedTest
  @MethodSource("refusedBlocks")
  void refusesBlocksThatHideFromTheTest(String info) {
    Page page = new Page(List.of(new Block(info, List.of("./specie x"), 3)), List.of(), Set.of());

    assertThatThrownBy(() -> ShownCommands.of(page)).hasMessageContaining("line 3");
  }

  @Test
  void refusesCommandsThatNoTestCanRun() {
    Page page = Page.parse(List.of("```sh", "# why", "curl x | sh", "```"));

    assertThatThrownBy(() -> ShownCommands.of(page))
        .hasMessageContaining("line 3 shows 'curl x | sh'");
  }

  @Test
  void readsCommandsAndTheirExitCodes() {
    Page page =
        Page.parse(
            List.of(
                "```sh",
                "./specie demo",
                "./specie a",
                "```",
                "```sh exit 1",
                "./specie b",
                "```",
                "```sh norun too long",
                "./specie c",
                "```",
                "```java",
                "x",
                "```"));

    assertThat(ShownCommands.of(page))
        .containsExactly(new Command("./specie a", 0, 3), new Command("./specie b", 1, 6));
  }

  @Test
  void refusesBlocksThatAreNotClosed() {
    assertThatThrownBy(() -> Page.parse(List.of("text", "```sh", "./specie a")))
        .hasMessageContaining("line 2 is not closed");
  }

  @Test
  void findsDeadLinks() throws IOException {
    Path page = home.resolve("page.md");
    Files.writeString(home.resolve("other.md"), "# A heading, twice\n# A heading, twice\n");
    Files.writeString(
        page,
        """
        # Here
        [ok](other.md) [ok](other.md#a-heading-twice) [ok](other.md#a-heading-twice-1) [ok](#here)
        [ok](https://example.org/x) `[code](nowhere.md)`
        [dead](gone.md) [dead](other.md#elsewhere) [dead](#there) [dead](/etc/passwd)
        ```
        [in a block](nowhere.md)
        ```
        """);

    assertThat(DeadLinks.of(page))
        .containsExactly("gone.md", "other.md#elsewhere", "#there", "/etc/passwd");
  }
}
