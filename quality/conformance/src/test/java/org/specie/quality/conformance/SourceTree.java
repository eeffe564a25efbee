package org.specie.quality.conformance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder everything lies in, found from wherever the tests were started. */
public final class SourceTree {
  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", "node_modules", ".idea", ".vscode", ".settings", "demo-data");

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private SourceTree() {}

  /** The folder with the launcher in it. */
  public static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      if (Files.exists(at.resolve("specie")) && Files.exists(at.resolve("ARCHITECTURE.md"))) {
        return at;
      }
      at = at.getParent();
    }
    throw new IllegalStateException("not below the root of the source tree");
  }

  /** Every file that is ours, in a stable order; build output and tools' folders are not. */
  public static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean ours = !NOT_OURS.contains(String.valueOf(file.getFileName()));
            if (ours && attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  /** The pages: every Markdown file. */
  public static List<Path> pages() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  /** A path as people write it, from the root. */
  public static String name(Path file) {
    return root().relativize(file).toString();
  }

  /** The folders of all modules, as the parent pom lists them. */
  public static List<Path> modules() throws IOException {
    return MODULE
        .matcher(Files.readString(root().resolve("pom.xml")))
        .results()
        .map(found -> root().resolve(found.group(1)))
        .toList();
  }

  /** The folders {@code target/KIND} of all modules that have one. */
  public static List<Path> compiled(String kind) throws IOException {
    return modules().stream()
        .map(module -> module.resolve("target").resolve(kind))
        .filter(Files::isDirectory)
        .toList();
  }
}
