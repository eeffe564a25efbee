package org.specie.quality.requirements;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The folder {@code target/requirements} of one module: one file a test class, so that running a
 * single class replaces its own results and no others.
 */
final class ResultFolder {
  private static final String NAME = "requirements";
  private static final String CLASSES = "test-classes";
  private static final String SUFFIX = ".tsv";

  private final Path target;

  /** The folder of the module that builds into {@code target}. */
  ResultFolder(Path target) {
    this.target = target;
  }

  /** The folder of the module a test class was compiled in, if it comes from a build folder. */
  static Optional<ResultFolder> of(Class<?> testClass) {
    CodeSource source = testClass.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      Path classes = Path.of(source.getLocation().toURI());
      Path target = classes.getParent();
      return classes.endsWith(CLASSES) && target != null
          ? Optional.of(new ResultFolder(target))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The folders of all modules below {@code root}, which lie one or two levels deep. */
  static List<ResultFolder> below(Path root) throws IOException {
    List<Path> candidates = new ArrayList<>();
    for (Path folder : subfolders(root)) {
      candidates.add(folder);
      candidates.addAll(subfolders(folder));
    }
    return candidates.stream()
        .map(module -> module.resolve("target"))
        .filter(target -> Files.isDirectory(target.resolve(NAME)))
        .map(ResultFolder::new)
        .toList();
  }

  private static List<Path> subfolders(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      entries.forEach(found::add);
    }
    found.sort(null);
    return found;
  }

  private Path file(String className) {
    return target.resolve(NAME).resolve(className + SUFFIX);
  }

  /** Forgets what is known of a class; called before it runs. */
  void clear(String className) throws IOException {
    Files.deleteIfExists(file(className));
  }

  /** Replaces what is known of a class. */
  void write(String className, Collection<TestResult> results) throws IOException {
    Files.createDirectories(target.resolve(NAME));
    Files.write(file(className), results.stream().map(TestResult::toLine).toList());
  }

  /** All results of the module, except those of classes that were compiled away since. */
  List<TestResult> read() throws IOException {
    List<TestResult> results = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(target.resolve(NAME), "*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String className = name.substring(0, name.length() - SUFFIX.length());
        Path compiled = target.resolve(CLASSES).resolve(className.replace('.', '/') + ".class");
        if (Files.exists(compiled)) {
          Files.readAllLines(file).forEach(line -> results.add(TestResult.parse(line)));
        }
      }
    }
    return results;
  }
}
