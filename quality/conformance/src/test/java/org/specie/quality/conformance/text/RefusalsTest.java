package org.specie.quality.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Reason;
import org.specie.quality.conformance.SourceTree;

/**
 * Every refusal the code can answer with is explained in docs/reference/errors.md, and is unique.
 */
class RefusalsTest {
  private static List<Reason> reasons() throws IOException {
    List<Reason> reasons = new ArrayList<>();
    for (JavaClass each : new ClassFileImporter().importPaths(SourceTree.compiled("classes"))) {
      if (each.isEnum() && each.isAssignableTo(Reason.class)) {
        for (Object constant : each.reflect().getEnumConstants()) {
          reasons.add((Reason) constant);
        }
      }
    }
    return reasons;
  }

  @Test
  void everyReasonHasItsOwnNumber() throws IOException {
    Set<Integer> seen = new HashSet<>();
    for (Reason reason : reasons()) {
      assertThat(seen.add(reason.code())).as("%d is used twice", reason.code()).isTrue();
      assertThat(reason.code()).as("%s", reason).isBetween(1000, 7999);
      assertThat(reason.sentence()).as("%d", reason.code()).isNotBlank();
      assertThat(reason.remedy()).as("%d", reason.code()).isNotBlank();
    }
  }

  @Test
  void everyReasonIsExplained() throws IOException {
    String page = Files.readString(SourceTree.root().resolve("docs/reference/errors.md"));
    List<String> missing =
        reasons().stream()
            .map(
                reason ->
                    "| %d | %s | %s |".formatted(reason.code(), reason.sentence(), reason.remedy()))
            .filter(row -> !page.contains(row))
            .toList();

    assertThat(missing).as("rows that docs/reference/errors.md lacks").isEmpty();
  }

  @Test
  void everyRowIsAReasonOrRetired() throws IOException {
    Set<Integer> codes = new HashSet<>();
    reasons().forEach(reason -> codes.add(reason.code()));
    List<String> strangers =
        Files.readAllLines(SourceTree.root().resolve("docs/reference/errors.md")).stream()
            .filter(line -> line.matches("\\| \\d{4} \\|.*"))
            .filter(line -> !line.contains("(retired in "))
            .filter(line -> !codes.contains(Integer.parseInt(line.substring(2, 6))))
            .toList();

    assertThat(strangers)
        .as("rows of docs/reference/errors.md that no code answers with")
        .isEmpty();
  }
}
