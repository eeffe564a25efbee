package org.specie.quality.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.specie.quality.conformance.SourceTree;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * The properties of docs/spec/14-ideal-ledger.md and the tests that name them: each property has
 * one, none names another, and the page's table is made of the annotations.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("D39")
class PropertiesTest {
  private static final String PAGE = "docs/spec/14-ideal-ledger.md";
  private static final Pattern STATED = Pattern.compile("\\*\\*(P[1-9][0-9]*) [^*]+\\.\\*\\* .*");
  private static final Pattern NAMED = Pattern.compile("P[1-9][0-9]*");

  /** The annotated methods of each class, by module and the class's name, in the order of both. */
  private final Map<String, Map<String, List<JavaMethod>>> annotated = new TreeMap<>();

  private List<String> page = List.of();

  @BeforeAll
  void read() throws IOException {
    page = Files.readAllLines(SourceTree.root().resolve(PAGE));
    for (Path folder : SourceTree.compiled("test-classes")) {
      String module = SourceTree.name(folder.resolve("../..").normalize());
      for (JavaClass each : new ClassFileImporter().importPath(folder)) {
        for (JavaMethod method : each.getMethods()) {
          if (method.isAnnotatedWith(Property.class)) {
            annotated
                .computeIfAbsent(module, any -> new TreeMap<>())
                .computeIfAbsent(each.getName(), any -> new ArrayList<>())
                .add(method);
          }
        }
      }
    }
  }

  private List<String> stated() {
    return page.stream()
        .map(STATED::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .toList();
  }

  private static List<String> named(JavaMethod method) {
    return List.of(method.getAnnotationOfType(Property.class).value());
  }

  private List<JavaMethod> tests() {
    return annotated.values().stream()
        .flatMap(classes -> classes.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  /** The table as the annotations have it. */
  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (String property : stated()) {
      annotated.forEach(
          (module, classes) ->
              classes.forEach(
                  (_, methods) -> {
                    List<String> names =
                        methods.stream()
                            .filter(method -> named(method).contains(property))
                            .map(JavaMethod::getName)
                            .sorted()
                            .toList();
                    if (!names.isEmpty()) {
                      rows.add(
                          "| %s | %s | %s | %s |"
                              .formatted(
                                  property,
                                  module,
                                  methods.getFirst().getOwner().getSimpleName(),
                                  String.join(", ", names)));
                    }
                  }));
    }
    return rows;
  }

  @Test
  void thePageNumbersItsProperties() {
    List<String> stated = stated();

    assertThat(stated).hasSizeGreaterThan(20);
    for (int i = 0; i < stated.size(); i++) {
      assertThat(stated.get(i)).isEqualTo("P" + (i + 1));
    }
  }

  /** Words such as "P4" on the page lead to a property that is there. */
  @Test
  void thePageSpeaksOfPropertiesThatItStates() {
    Set<String> spoken = new LinkedHashSet<>();
    page.forEach(line -> NAMED.matcher(line).results().forEach(each -> spoken.add(each.group())));

    assertThat(stated()).containsAll(spoken);
  }

  @Test
  void everyPropertyHasATest() {
    Set<String> tested = new LinkedHashSet<>();
    tests().forEach(method -> tested.addAll(named(method)));

    assertThat(tested).containsExactlyInAnyOrderElementsOf(stated());
  }

  @Test
  void whatNamesAPropertyIsATestThatRuns() {
    for (JavaMethod method : tests()) {
      assertThat(
              method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
          .as(method.getFullName())
          .isTrue();
      assertThat(method.isAnnotatedWith(Disabled.class)).as(method.getFullName()).isFalse();
      assertThat(method.getOwner().isAnnotatedWith(Disabled.class))
          .as(method.getFullName())
          .isFalse();
      assertThat(named(method)).as(method.getFullName()).isNotEmpty().doesNotHaveDuplicates();
      assertThat(named(method))
          .as(method.getFullName())
          .isSortedAccordingTo(Comparator.comparingInt(PropertiesTest::number));
    }
  }

  private static int number(String property) {
    return Integer.parseInt(property.substring(1));
  }

  @Test
  void thePagesTableIsMadeOfTheAnnotations() {
    List<String> listed = page.stream().filter(line -> line.matches("\\| P[0-9]+ \\|.*")).toList();

    assertThat(String.join("\n", listed)).isEqualTo(String.join("\n", rows()));
  }
}
