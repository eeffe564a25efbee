package org.specie.quality.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writePage() throws IOException {
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(
        root.resolve("docs/requirements.md"),
        "| # | Requirement |\n|---|---|\n| D1 | No double spend |\n| D2 | Conserved |\n");
  }

  private int run(String... words) {
    List<String> arguments = new ArrayList<>(List.of("--root", root.toString()));
    arguments.addAll(List.of(words));
    return Main.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private void result(String module, TestResult result) throws IOException {
    Path target = root.resolve(module).resolve("target");
    String className = result.test().substring(0, result.test().indexOf('#'));
    Files.createDirectories(target.resolve("test-classes"));
    Files.write(target.resolve("test-classes").resolve(className + ".class"), new byte[0]);
    new ResultFolder(target).write(className, List.of(result));
  }

  @Test
  void refusesATestThatNamesAnUnknownRow() throws IOException {
    result("kernel/core", new TestResult("D7", "ATest#a", Outcome.PASSED));

    assertThat(run("--json")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no such requirement: D7");
  }

  @Test
  void refusesUnknownOptions() {
    assertThat(run("--xml")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'--xml' is not an option");
  }

  @Test
  void saysWhenThereIsNoPage() throws IOException {
    Files.delete(root.resolve("docs/requirements.md"));

    assertThat(run()).isEqualTo(3);
  }

  @Test
  void saysWhenNoTestHasRun() {
    assertThat(run("--json")).isEqualTo(0);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("run ./specie test first");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"proven\":0,\"total\":2}");
  }

  @Test
  void joinsTheResultsOfAllModules() throws IOException {
    result("kernel/core", new TestResult("D1", "ATest#a", Outcome.PASSED));
    result("node", new TestResult("D1", "BTest#b", Outcome.PASSED));
    result("ledger/api", new TestResult("D2", "CTest#c", Outcome.FAILED));

    assertThat(run("--json")).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            """
            {"rows":[
            {"id":"D1","text":"No double spend","tests":["ATest#a","BTest#b"],"state":"proven"},
            {"id":"D2","text":"Conserved","tests":["CTest#c"],"state":"failing"}
            ],"proven":1,"total":2}
            """);
  }
}
