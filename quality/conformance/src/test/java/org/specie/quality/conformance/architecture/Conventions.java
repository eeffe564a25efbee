package org.specie.quality.conformance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Disabled;

/** How packages and tests are made. */
final class Conventions {
  private static final Set<String> NAMES_THAT_SAY_NOTHING =
      Set.of(
          "common",
          "dto",
          "helper",
          "helpers",
          "impl",
          "internal",
          "manager",
          "managers",
          "misc",
          "util",
          "utils");

  private Conventions() {}

  /** Each package has a package-info that makes its references non-null unless said otherwise. */
  static ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            new ArchCondition<>("live in a package whose package-info says @NullMarked") {
              @Override
              public void check(JavaClass javaClass, ConditionEvents events) {
                boolean marked =
                    javaClass
                        .getPackage()
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isPresent();
                if (!marked) {
                  events.add(
                      SimpleConditionEvent.violated(
                          javaClass,
                          javaClass.getPackageName()
                              + " has no package-info.java with @NullMarked, one paragraph and"
                              + " the section of the spec"));
                }
              }
            });
  }

  /** A package is called after a concept. */
  static ArchRule packagesAreNamedAfterConcepts() {
    return classes()
        .should(
            new ArchCondition<>("live in a package named after a concept") {
              @Override
              public void check(JavaClass javaClass, ConditionEvents events) {
                List.of(javaClass.getPackageName().split("\\.")).stream()
                    .filter(NAMES_THAT_SAY_NOTHING::contains)
                    .forEach(
                        name ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    javaClass,
                                    "'%s' in %s says nothing; name the concept"
                                        .formatted(name, javaClass.getName()))));
              }
            });
  }

  /** A test that sleeps is slow on a good day and wrong on a bad one. */
  static ArchRule nothingSleeps() {
    return noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .because("time is an argument");
  }

  /** A test that is switched off proves nothing and looks as if it did. */
  static ArchRule noTestIsSwitchedOff() {
    return classes()
        .should(
            new ArchCondition<>("have no test that is switched off") {
              @Override
              public void check(JavaClass javaClass, ConditionEvents events) {
                boolean disabled =
                    javaClass.isAnnotatedWith(Disabled.class)
                        || javaClass.getMethods().stream()
                            .anyMatch(method -> method.isAnnotatedWith(Disabled.class));
                if (disabled) {
                  events.add(
                      SimpleConditionEvent.violated(
                          javaClass, javaClass.getName() + " has a @Disabled test"));
                }
              }
            });
  }
}
