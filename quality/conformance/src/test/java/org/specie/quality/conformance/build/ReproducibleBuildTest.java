package org.specie.quality.conformance.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.conformance.SourceTree;
import org.specie.quality.requirements.Requirement;

/**
 * Two builds of the product's modules, those below {@code quality} left out. The first is the one
 * that this test runs in: Maven compiled it, with Error Prone. For the second the compiler runs
 * again, over all sources at once and in another order, in another place, time zone and language.
 * Maven then packs either by itself.
 */
class ReproducibleBuildTest {
  private static final long TIMEOUT_SECONDS = 300;
  private static final String QUALITY = "quality/";
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  @TempDir Path folder;

  @Test
  @Requirement("U15")
  void twoBuildsOfOneCommitAreByteIdentical() throws Exception {
    Path first = Files.createDirectories(folder.resolve("a"));
    Path second = Files.createDirectories(folder.resolve("another/and a longer place"));
    for (Path module : SourceTree.modules()) {
      for (Path tree : List.of(first, second)) {
        copy(module.resolve("pom.xml"), tree.resolve(SourceTree.name(module)).resolve("pom.xml"));
      }
    }
    copy(SourceTree.root().resolve("pom.xml"), first.resolve("pom.xml"));
    copy(SourceTree.root().resolve("pom.xml"), second.resolve("pom.xml"));
    for (String module : product()) {
      Path built = SourceTree.root().resolve(module).resolve("target/classes");
      copyAll(built, first.resolve(module).resolve("target/classes"));
    }
    buildAgain(second);

    Process one = pack(first, Map.of("TZ", "UTC", "LC_ALL", "C.UTF-8"));
    Process two = pack(second, Map.of("TZ", "Pacific/Kiritimati", "LC_ALL", "de_DE.UTF-8"));
    packed(one, first);
    packed(two, second);
    for (String module : product()) {
      Path jar = jar(first.resolve(module));
      assertThat(jar(second.resolve(module))).hasSameBinaryContentAs(jar);
    }
  }

  /** The modules with something to pack, but those that only look at the others. */
  private static List<String> product() throws IOException {
    List<String> product =
        SourceTree.modules().stream()
            .map(SourceTree::name)
            .filter(module -> !module.startsWith(QUALITY))
            .toList();
    assertThat(product).hasSizeGreaterThan(20).contains("kernel/crypto", "clients/cli");
    return product;
  }

  private static Path jar(Path module) throws IOException {
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      assertThat(jars).as("what %s packs", module).hasSize(1);
      return jars.getFirst();
    }
  }

  /** Compiles all sources together, and puts each class where Maven has that of its module. */
  private void buildAgain(Path tree) throws Exception {
    List<Path> sources = new ArrayList<>();
    for (String module : product()) {
      sources.addAll(files(SourceTree.root().resolve(module).resolve("src/main/java"), ".java"));
    }
    sources.sort(Comparator.reverseOrder());
    Path classes = folder.resolve("classes");
    List<String> words = new ArrayList<>(List.of("--release", "25", "-g", "-parameters"));
    words.addAll(List.of("-proc:none", "-nowarn", "-d", quoted(classes)));
    words.addAll(List.of("-cp", quoted(libraries())));
    sources.forEach(source -> words.add(quoted(source)));
    Path arguments = Files.write(folder.resolve("arguments"), words);
    List<String> command = new ArrayList<>(List.of(javaHome() + "/bin/javac"));
    QUICK_START.forEach(option -> command.add("-J" + option));
    command.addAll(List.of("-J-Duser.language=tr", "@" + arguments));
    Path log = folder.resolve("compiler.log");
    Process compiler =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(compiler.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("javac ended").isTrue();
    assertThat(compiler.exitValue()).as("%s", Files.readString(log)).isZero();

    for (String module : product()) {
      Path into = Files.createDirectories(tree.resolve(module).resolve("target/classes"));
      Path built = SourceTree.root().resolve(module).resolve("target/classes");
      for (Path each : files(built, ".class")) {
        Path name = built.relativize(each);
        copy(classes.resolve(name), into.resolve(name));
        Files.delete(classes.resolve(name));
      }
      Path resources = SourceTree.root().resolve(module).resolve("src/main/resources");
      if (Files.isDirectory(resources)) {
        copyAll(resources, into);
      }
    }
    assertThat(files(classes, ".class")).as("classes that Maven did not make").isEmpty();
  }

  /** Where this build's libraries are, and none of its own classes. */
  private static String libraries() {
    String all =
        Objects.requireNonNullElseGet(
            System.getProperty("surefire.test.class.path"),
            () -> System.getProperty("java.class.path"));
    return String.join(
        ":", Stream.of(all.split(":")).filter(entry -> entry.endsWith(".jar")).toList());
  }

  private static Process pack(Path tree, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q"));
    Stream.of(Objects.requireNonNullElse(System.getenv("SPECIE_MAVEN_ARGS"), "").split(" "))
        .filter(word -> !word.isEmpty())
        .forEach(command::add);
    command.addAll(List.of("-Dspecie.withoutTests", "-pl", String.join(",", product())));
    command.add("jar:jar");
    ProcessBuilder maven = new ProcessBuilder(command).directory(tree.toFile());
    maven.environment().putAll(environment);
    maven.environment().put("JAVA_HOME", javaHome());
    maven.environment().put("MAVEN_OPTS", String.join(" ", QUICK_START));
    return maven
        .redirectErrorStream(true)
        .redirectOutput(tree.resolve("maven.log").toFile())
        .start();
  }

  /** That {@code maven} has packed {@code tree}; where it lacks its plugin, nothing is shown. */
  private static void packed(Process maven, Path tree) throws Exception {
    assertThat(maven.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("Maven ended").isTrue();
    String log = Files.readString(tree.resolve("maven.log"));
    Assumptions.assumeFalse(
        log.contains("maven-jar-plugin") && log.contains("could not be resolved"),
        "Maven lacks its plugin for jars, and cannot fetch it from here");
    assertThat(maven.exitValue()).as("%s", log).isZero();
  }

  private static List<Path> files(Path below, String suffix) throws IOException {
    if (!Files.isDirectory(below)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(below)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    for (Path each : files(from, "")) {
      copy(each, to.resolve(from.relativize(each)));
    }
  }

  /** Copies the bytes; when the file was made is not copied. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.copy(from, to);
  }

  private static String quoted(Object word) {
    return "\"" + word + "\"";
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }
}
