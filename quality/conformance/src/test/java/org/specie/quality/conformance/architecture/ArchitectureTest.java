package org.specie.quality.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.quality.conformance.SourceTree;
import org.specie.quality.requirements.Requirement;

/** The rules, held against every module that is built. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String ROOT = "org.specie";
  private static final String FIXTURES = "org.specie.quality.conformance.fixture";
  private static final Pattern PARAGRAPH = Pattern.compile("(?s)\\A/\\*\\*.+?\\*/.*");

  private static final Pattern TYPE_NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");

  private JavaClasses product;
  private JavaClasses tests;

  @BeforeAll
  void importEveryModule() throws IOException {
    product = new ClassFileImporter().importPaths(SourceTree.compiled("classes"));
    tests =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains(FIXTURES.replace('.', '/')))
            .importPaths(SourceTree.compiled("test-classes"));
    assertThat(product).as("the modules are built before this one").isNotEmpty();
  }

  static Stream<ArchRule> arrows() {
    return Rooms.arrows(ROOT).stream();
  }

  @ParameterizedTest
  @MethodSource("arrows")
  @Requirement("E1")
  void arrowsPointDownwards(ArchRule arrow) {
    arrow.check(product);
  }

  @Test
  @Requirement("E1")
  void everyClassIsInARoom() {
    Rooms.everyClassIsInARoom(ROOT).check(product);
  }

  @Test
  void kernelNeedsOnlyTheJdkAndCryptography() {
    Rooms.kernelNeedsOnlyTheJdkAndCryptography(ROOT).check(product);
  }

  @Test
  void storageEngineStaysInItsAdapter() {
    Rooms.storageEngineStaysInItsAdapter(ROOT).check(product);
  }

  @Test
  @Requirement("R39")
  void onlyPursesMoveMoney() {
    Rooms.onlyPursesMoveMoney(ROOT).check(product);
  }

  @Test
  @Requirement("R74")
  void conductorHoldsNoMoney() {
    Rooms.conductorHoldsNoMoney(ROOT).check(product);
  }

  @Test
  void deterministicRoomsNameNothingThatDiffersBetweenReplicas() {
    Determinism.namesNothingThatDiffersBetweenReplicas(ROOT).check(product);
  }

  @Test
  void deterministicRoomsMakeNoHashOrder() {
    Determinism.makesNoHashOrder(ROOT).check(product);
  }

  @Test
  void deterministicRoomsCountInIntegers() {
    Determinism.countsInIntegers(ROOT).check(product);
  }

  @Test
  void mathematicsKnowsNoWordOfMoney() {
    Cryptography.knowsNoWordOfMoney(ROOT).check(product);
  }

  @Test
  void basesComeFromHashToCurve() {
    Cryptography.basesComeFromHashToCurve(ROOT).check(product);
  }

  @Test
  void packagesAreNullMarked() {
    Conventions.packagesAreNullMarked().check(product);
  }

  @Test
  void packagesAreNamedAfterConcepts() {
    Conventions.packagesAreNamedAfterConcepts().check(product);
    Conventions.packagesAreNamedAfterConcepts().check(tests);
  }

  @Test
  void packagesSayInAParagraphWhatTheyAre() throws IOException {
    for (var file : SourceTree.files()) {
      if (file.endsWith("package-info.java")) {
        assertThat(Files.readString(file)).as(SourceTree.name(file)).matches(PARAGRAPH);
      }
    }
  }

  @Test
  void nothingSleeps() {
    Conventions.nothingSleeps().check(product);
    Conventions.nothingSleeps().check(tests);
  }

  @Test
  void noTestIsSwitchedOff() {
    Conventions.noTestIsSwitchedOff().check(tests);
  }

  @Test
  void everyRequirementATestNamesExists() throws IOException {
    String page = Files.readString(SourceTree.root().resolve("docs/requirements.md"));
    List<String> strangers =
        tests.stream()
            .flatMap(RequirementNames::of)
            .filter(id -> !page.contains("\n| " + id + " |"))
            .distinct()
            .toList();

    assertThat(strangers).as("rows that docs/requirements.md does not have").isEmpty();
  }

  /** A name in code letters on the page of the architecture is the name of a type that exists. */
  @Test
  void architectureNamesTypesThatExist() throws IOException {
    String page = Files.readString(SourceTree.root().resolve("ARCHITECTURE.md"));
    Set<String> types = new HashSet<>();
    for (JavaClass each : product) {
      types.add(each.getSimpleName());
    }
    List<String> strangers =
        TYPE_NAME
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .filter(name -> !types.contains(name))
            .toList();

    assertThat(strangers).as("types that ARCHITECTURE.md names").isEmpty();
  }
}
