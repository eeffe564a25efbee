package org.specie.quality.conformance.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.stream.Stream;
import org.specie.quality.requirements.Requirement;

/** The rows that the annotations of a test class name. */
final class RequirementNames {
  private RequirementNames() {}

  /** All of them, on the class and on its methods. */
  static Stream<String> of(JavaClass testClass) {
    Stream<Requirement> onMethods =
        testClass.getMethods().stream()
            .flatMap(method -> method.tryGetAnnotationOfType(Requirement.class).stream());
    return Stream.concat(testClass.tryGetAnnotationOfType(Requirement.class).stream(), onMethods)
        .flatMap(requirement -> List.of(requirement.value()).stream());
  }
}
