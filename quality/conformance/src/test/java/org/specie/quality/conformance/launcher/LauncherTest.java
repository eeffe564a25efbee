package org.specie.quality.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.quality.conformance.LauncherRun;
import org.specie.quality.conformance.SourceTree;

/** {@code ./specie} on machines that are not set up as its author's is. */
class LauncherTest {
  private static final String WORD = "./specie requirements --help";

  @TempDir Path home;
  private LauncherRun launcher;

  @BeforeEach
  void stranger() throws IOException {
    launcher = new LauncherRun(home);
  }

  /** Removes links before the folder is emptied, which does not like to follow them. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  /** A folder that looks like a JDK of that version, and says so when it is asked. */
  private Path jdkOfVersion(int version) throws IOException {
    Path jdk = Files.createDirectories(home.resolve("old-" + version));
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    for (String tool : List.of("java", "javac")) {
      Path file = Files.writeString(bin.resolve(tool), "#!/bin/sh\necho ran the old one\nexit 9\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return jdk;
  }

  private void installRealJdkUnder(String place) throws IOException {
    Path link = home.resolve(place);
    Files.createDirectories(link.resolveSibling("."));
    Files.createSymbolicLink(link, Path.of(System.getProperty("java.home")));
  }

  @Test
  void refusesATooOldJdkThatWasNamed() throws IOException, InterruptedException {
    launcher.with("SPECIE_JAVA_HOME", jdkOfVersion(17).toString());

    LauncherRun.Result result = launcher.run(WORD);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("is not a working JDK 25 or newer", "Tip:");
  }

  @Test
  void refusesAJdkThatDoesNotStart() throws IOException, InterruptedException {
    launcher.with("SPECIE_JAVA_HOME", jdkOfVersion(25).toString());

    assertThat(launcher.run(WORD).exitCode()).isEqualTo(3);
  }

  @Test
  void looksPastAnOldDefaultIntoTheUsualPlaces() throws IOException, InterruptedException {
    Path old = jdkOfVersion(17);
    installRealJdkUnder(".sdkman/candidates/java/current");
    launcher
        .without("SPECIE_JAVA_HOME")
        .with("JAVA_HOME", old.toString())
        .with("PATH", old.resolve("bin") + ":/usr/bin:/bin");

    LauncherRun.Result result = launcher.run(WORD);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("./specie requirements --json");
  }

  @Test
  void takesJavaHomeBeforeThePath() throws IOException, InterruptedException {
    launcher
        .without("SPECIE_JAVA_HOME")
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("PATH", jdkOfVersion(25).resolve("bin") + ":/usr/bin:/bin");

    assertThat(launcher.run(WORD).exitCode()).isZero();
  }

  @Test
  void takesAJdkFromThePath() throws IOException, InterruptedException {
    launcher
        .without("SPECIE_JAVA_HOME")
        .with("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin");

    assertThat(launcher.run(WORD).exitCode()).isZero();
  }

  @Test
  void runsThroughChainsOfLinksFromAnyFolder() throws IOException, InterruptedException {
    Path elsewhere = Files.createDirectories(home.resolve("a b/c"));
    Files.createSymbolicLink(home.resolve("first"), SourceTree.root().resolve("specie"));
    Files.createSymbolicLink(elsewhere.resolve("money"), Path.of("../../first"));

    assertThat(launcher.run("cd 'a b' && c/money requirements --help").exitCode()).isZero();
  }

  @Test
  void passesExitCodesOnAndKeepsStdoutClean() throws IOException, InterruptedException {
    LauncherRun.Result result = launcher.run("./specie requirements --nonsense");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("'--nonsense' is not an option");
  }

  @Test
  void saysWhatToInstallWhenMavenIsMissing() throws IOException, InterruptedException {
    Path tools = Files.createDirectories(home.resolve("tools"));
    for (String tool : List.of("bash", "dirname", "readlink", "sed", "head", "mkdir", "tr")) {
      Path inBin = Path.of("/bin", tool);
      Path original = Files.exists(inBin) ? inBin : Path.of("/usr/bin", tool);
      Files.createSymbolicLink(tools.resolve(tool), original);
    }
    launcher.with("PATH", tools.toString());

    LauncherRun.Result result = launcher.run("./specie test");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("Maven (mvn) is not on the PATH", "apt-get install maven");
  }

  @Test
  void refusesSenselessFuzzingTimes() throws IOException, InterruptedException {
    LauncherRun.Result result = launcher.run("./specie fuzz --seconds forever");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("usage: ./specie fuzz [--seconds N]");
  }

  @Test
  void reproducesNothingButWhatIsCheckedOut() throws IOException, InterruptedException {
    LauncherRun.Result result = launcher.run("./specie reproduce yesterday");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("usage: ./specie reproduce");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./specie pack", "./specie pack ''", "./specie pack one two"})
  void packsIntoOneFolderThatIsNamed(String words) throws IOException, InterruptedException {
    LauncherRun.Result result = launcher.run(words);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("usage: ./specie pack FOLDER");
  }

  @Test
  void packsOverNothingThatIsSomebodyElses() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(home.resolve("letters/lib"));
    Path letter = Files.writeString(folder.resolve("letter"), "dear all");

    LauncherRun.Result result = launcher.run("./specie pack '" + home.resolve("letters") + "'");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("there is something else in");
    assertThat(letter).hasContent("dear all");
  }

  /** The launcher of a pack, with a jar that only says where the classes of this test are. */
  @Test
  void whatIsPackedRunsFromAnyFolderThroughLinks() throws IOException, InterruptedException {
    Path pack = pack();
    Files.createSymbolicLink(home.resolve("money"), pack.resolve("bin/specie"));
    launcher
        .without("SPECIE_JAVA_HOME")
        .with("JAVA_HOME", jdkOfVersion(17).toString())
        .with("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin");

    LauncherRun.Result result = launcher.run("cd / && '" + home.resolve("money") + "' --version");

    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @Test
  void whatIsPackedSaysWhichJavaItLacks() throws IOException, InterruptedException {
    launcher
        .with("SPECIE_JAVA_HOME", jdkOfVersion(17).toString())
        .with("JAVA_HOME", jdkOfVersion(17).toString())
        .with("PATH", jdkOfVersion(17).resolve("bin") + ":/usr/bin:/bin");

    LauncherRun.Result result = launcher.run("'" + pack().resolve("bin/specie") + "' --version");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("no Java 25 or newer was found", "SPECIE_JAVA_HOME");
  }

  private Path pack() throws IOException {
    Path bin = Files.createDirectories(home.resolve("the pack/bin"));
    Path source = SourceTree.root().resolve("clients/cli/src/main/pack/specie");
    Files.copy(source, bin.resolve("specie"), StandardCopyOption.COPY_ATTRIBUTES);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    Path lib = Files.createDirectories(bin.resolveSibling("lib"));
    new JarOutputStream(Files.newOutputStream(lib.resolve("all.jar")), manifest).close();
    return bin.resolveSibling(".").normalize();
  }
}
