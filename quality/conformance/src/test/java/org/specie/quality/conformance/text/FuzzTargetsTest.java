package org.specie.quality.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.quality.conformance.SourceTree;

/** Every fuzz test is fed fresh inputs by continuous integration, and each listed one exists. */
class FuzzTargetsTest {
  private static final String FUZZ_TEST = "com.code_intelligence.jazzer.junit.FuzzTest";

  private static List<String> targets() throws IOException {
    List<String> targets = new ArrayList<>();
    for (Path folder : SourceTree.compiled("test-classes")) {
      String module = SourceTree.name(folder.resolve("../..").normalize());
      for (JavaClass each : new ClassFileImporter().importPath(folder)) {
        for (JavaMethod method : each.getMethods()) {
          if (method.isAnnotatedWith(FUZZ_TEST)) {
            targets.add(module + " " + each.getSimpleName() + "#" + method.getName());
          }
        }
      }
    }
    return targets;
  }

  @Test
  void listHoldsExactlyTheFuzzTestsThereAre() throws IOException {
    Path list = SourceTree.root().resolve("quality/conformance/fuzz-targets.txt");
    List<String> listed =
        Files.readAllLines(list).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(targets());
  }

  @Test
  void everyFuzzTestHasACommittedCorpus() throws IOException {
    for (String target : targets()) {
      String module = target.substring(0, target.indexOf(' '));
      String name = target.substring(target.indexOf(' ') + 1, target.indexOf('#'));
      String method = target.substring(target.indexOf('#') + 1);
      Path resources = SourceTree.root().resolve(module).resolve("src/test/resources");

      assertThat(corpora(resources))
          .as(target)
          .anyMatch(path -> path.endsWith(name + "Inputs/" + method));
    }
  }

  private static List<Path> corpora(Path resources) throws IOException {
    if (!Files.isDirectory(resources)) {
      return List.of();
    }
    try (var files = Files.walk(resources)) {
      return files.filter(Files::isRegularFile).map(Path::getParent).distinct().toList();
    }
  }
}
