package org.specie.quality.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.conformance.LauncherRun;
import org.specie.quality.conformance.SourceTree;
import org.specie.quality.requirements.Requirement;

/**
 * What a newcomer is told to do is short, and {@code .ci/newcomer}, which measures how long it
 * takes, fails where it takes too long. Here its clock and the demonstration are a test's: how long
 * the real one takes on a machine is not for a test to say.
 */
@Requirement("D35")
class NewcomerTest {
  private static final Pattern SHELL = Pattern.compile("(?s)```sh[^\n]*\n(.*?)```");
  private static final int COMMANDS_MAX = 3;

  private static final List<String> STORY =
      List.of(
          "1  Ten people and a shop come in                 12 registered",
          "2  Ana pays Ben 20.00, openly                    final in 31 ms",
          "3  Ben pays Cleo 4.00 privately                  proved in 900 ms, final in 200 ms",
          "4  Cleo pays Ana 1.00 privately                  proved in 900 ms, final in 200 ms");

  @TempDir Path home;
  private Path clone;
  private LauncherRun shell;

  /** A repository with the script and a {@code specie} that tells what a test wants. */
  @BeforeEach
  void cloned() throws IOException, InterruptedException {
    shell = new LauncherRun(home);
    clone = Files.createDirectories(home.resolve("clone/.ci")).resolveSibling(".").normalize();
    Files.copy(
        SourceTree.root().resolve(".ci/newcomer"),
        clone.resolve(".ci/newcomer"),
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void demonstration(String body) throws IOException, InterruptedException {
    Path specie = Files.writeString(clone.resolve("specie"), "#!/bin/sh\n" + body + "\n");
    assertThat(specie.toFile().setExecutable(true)).isTrue();
    LauncherRun.Result made =
        shell.run(
            "cd clone && git init -q . && git add -A && git -c user.name=a -c user.email=a@b"
                + " -c commit.gpgsign=false commit -q -m one");
    assertThat(made.exitCode()).as(made.err()).isZero();
  }

  private static String telling(List<String> lines) {
    return lines.stream()
        .map(line -> "printf '%s\\n' '" + line + "'")
        .collect(Collectors.joining("\n"));
  }

  /** The script, by a clock that goes so many seconds further each time somebody looks. */
  private LauncherRun.Result measured(int secondsALook) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path date =
        Files.writeString(
            bin.resolve("date"),
            "#!/bin/sh\necho look >>'%s/looks'\necho $(($(wc -l <'%s/looks') * %d))\n"
                .formatted(home, home, secondsALook));
    assertThat(date.toFile().setExecutable(true)).isTrue();
    return shell.with("PATH", bin + ":" + System.getenv("PATH")).run("clone/.ci/newcomer");
  }

  @Test
  void aFirstPaymentInTimeIsWell() throws IOException, InterruptedException {
    demonstration(telling(STORY));

    LauncherRun.Result result = measured(1);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("s  built; ten people and a shop are in")
        .containsOnlyOnce("the first private payment is final")
        .contains("the demonstration has ended");
  }

  @Test
  void aFirstPaymentThatComesLateFails() throws IOException, InterruptedException {
    demonstration(telling(STORY));

    LauncherRun.Result result = measured(200);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("took more than 300 s");
  }

  @Test
  void aDemonstrationWithoutOneFails() throws IOException, InterruptedException {
    demonstration(telling(STORY.subList(0, 2)));

    LauncherRun.Result result = measured(1);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no private payment was seen");
  }

  @Test
  void aDemonstrationThatBreaksOffFails() throws IOException, InterruptedException {
    demonstration("echo 'no processor left' >&2\n" + telling(STORY) + "\nexit 4");

    LauncherRun.Result result = measured(1);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no processor left");
  }

  @Test
  void aNewcomerNeedsAtMostThreeCommands() throws IOException {
    String readme = Files.readString(SourceTree.root().resolve("README.md"));
    String setUp = readme.substring(readme.indexOf("## Set up"), readme.indexOf("## Three things"));
    List<String> commands =
        SHELL.matcher(setUp).results().flatMap(block -> block.group(1).lines()).toList();

    assertThat(commands).hasSizeLessThanOrEqualTo(COMMANDS_MAX).first().isEqualTo("./specie demo");
  }

  /** The image is what is packed, and runs the demonstration where nothing is said. */
  @Test
  void anImageRunsTheDemonstration() throws IOException {
    try (Stream<String> lines = Files.lines(SourceTree.root().resolve("Dockerfile"))) {
      assertThat(lines.toList())
          .contains(
              "RUN ./specie pack /opt/specie",
              "COPY --from=build /opt/specie /opt/specie",
              "USER specie",
              "ENTRYPOINT [\"/opt/specie/bin/specie\"]")
          .last()
          .isEqualTo("CMD [\"demo\"]");
    }
  }
}
