package org.specie.quality.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class RequirementRecorderTest {
  @TempDir Path target;

  /** Fixtures: run by the tests below, never by the build itself. */
  static class Methods {
    @Test
    @Requirement({"D1", "D2"})
    void passes() {}

    @Test
    @Requirement("D1")
    void fails() {
      throw new AssertionError("on purpose");
    }

    @Test
    @Requirement("D3")
    void assumesTooMuch() {
      assumeTrue(false, "on purpose");
    }

    @Test
    void namesNoRow() {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Requirement("D4")
    void failsForTwo(int n) {
      assertThat(n).isNotEqualTo(2);
    }

    @TestFactory
    @Requirement("D5")
    Stream<DynamicTest> makesTests() {
      return Stream.of(
          DynamicTest.dynamicTest("a", () -> {}), DynamicTest.dynamicTest("b", () -> {}));
    }
  }

  @Requirement("E1")
  static class WholeClass {
    @Test
    void first() {}

    @Test
    @Requirement("E2")
    void second() {}

    @Nested
    class Inside {
      @Test
      void third() {}
    }
  }

  @Requirement("E4")
  static class BrokenBefore {
    @BeforeAll
    static void breaks() {
      assertThat(List.of()).as("on purpose").isNotEmpty();
    }

    @Test
    void neverRuns() {}
  }

  @BeforeEach
  void pretendFixturesAreCompiledHere() throws IOException {
    for (Class<?> each :
        List.of(Methods.class, WholeClass.class, WholeClass.Inside.class, BrokenBefore.class)) {
      Path file = target.resolve("test-classes/" + each.getName().replace('.', '/') + ".class");
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, new byte[0]);
    }
  }

  private List<String> run(Class<?> fixture) throws IOException {
    ResultFolder folder = new ResultFolder(target);
    LauncherConfig config =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestExecutionListeners(new RequirementRecorder(any -> Optional.of(folder)))
            .build();
    LauncherFactory.create(config)
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(fixture)).build());
    return folder.read().stream()
        .map(result -> result.toLine().replaceAll("\t[^\t]*[.$]([^.$\t]*)\t", " $1 "))
        .toList();
  }

  @Test
  void recordsEveryOutcomeOfMethodsThatNameRows() throws IOException {
    assertThat(run(Methods.class))
        .containsExactlyInAnyOrder(
            "D1 Methods#passes passed",
            "D2 Methods#passes passed",
            "D1 Methods#fails failed",
            "D3 Methods#assumesTooMuch skipped",
            "D4 Methods#failsForTwo failed",
            "D5 Methods#makesTests passed");
  }

  @Test
  void countsTheAnnotationOfAClassForEachOfItsTests() throws IOException {
    assertThat(run(WholeClass.class))
        .containsExactlyInAnyOrder(
            "E1 WholeClass#first passed",
            "E1 WholeClass#second passed",
            "E2 WholeClass#second passed",
            "E1 Inside#third passed");
  }

  @Test
  void recordsTestsOfAClassThatBrokeBeforeThemAsFailed() throws IOException {
    assertThat(run(BrokenBefore.class)).containsExactly("E4 BrokenBefore#neverRuns failed");
  }

  @Test
  void replacesTheResultsOfAnEarlierRun() throws IOException {
    new ResultFolder(target)
        .write(
            Methods.class.getName(), List.of(new TestResult("U1", "Old#renamed", Outcome.PASSED)));

    assertThat(run(Methods.class)).noneMatch(line -> line.contains("renamed"));
  }

  @Test
  void forgetsResultsOfClassesThatAreGone() throws IOException {
    ResultFolder folder = new ResultFolder(target);
    folder.write("org.example.GoneTest", List.of(new TestResult("U1", "a#b", Outcome.PASSED)));

    assertThat(folder.read()).isEmpty();
  }

  @Test
  void findsTheFolderOfTheModuleATestIsIn() {
    assertThat(ResultFolder.of(RequirementRecorderTest.class)).isPresent();
    assertThat(ResultFolder.of(String.class)).isEmpty();
  }
}
