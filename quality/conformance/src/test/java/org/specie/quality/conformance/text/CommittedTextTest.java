package org.specie.quality.conformance.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.specie.quality.conformance.SourceTree;
import org.specie.quality.requirements.Requirement;

/** What every committed text keeps to. */
class CommittedTextTest {
  /** A path that exists on its writer's machine only. */
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?m)(^|[^\\w.}~$])/(work|farm|root|home|tmp)/\\w");

  private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");

  /** The line that states the patterns above must not be found by them. */
  private static final String THIS_TEST = "CommittedTextTest.java";

  private static List<String> findings(Pattern pattern, boolean sourcesOnly) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : SourceTree.files()) {
      String name = SourceTree.name(file);
      String text = Files.readString(file, ISO_8859_1);
      boolean isText = text.indexOf('\0') < 0;
      boolean wanted = !sourcesOnly || name.endsWith(".java") || name.equals("specie");
      if (isText && wanted && !name.endsWith(THIS_TEST)) {
        text.lines()
            .filter(line -> pattern.matcher(line).find())
            .forEach(line -> found.add(name + ": " + line.strip()));
      }
    }
    return found;
  }

  @Test
  void namesNoPathOfOneMachine() throws IOException {
    assertThat(findings(MACHINE_PATH, false)).isEmpty();
  }

  @Test
  void leavesNothingForLater() throws IOException {
    assertThat(findings(LEFT_FOR_LATER, true)).isEmpty();
  }

  @Test
  void patternsFindWhatTheyAreFor() {
    assertThat(MACHINE_PATH.matcher("see /home/ana/specie").find()).isTrue();
    assertThat(MACHINE_PATH.matcher("(/tmp/x)").find()).isTrue();
    assertThat(MACHINE_PATH.matcher("$HOME/work/x and ~/work/x and ./tmp/x").find()).isFalse();
    assertThat(LEFT_FOR_LATER.matcher("// TODO later").find()).isTrue();
  }

  @Test
  @Requirement("E34")
  void licenceIsOpenSource() throws IOException {
    String licence = Files.readString(SourceTree.root().resolve("LICENSE"));

    assertThat(licence)
        .contains("Apache License", "Version 2.0, January 2004")
        .contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION")
        .contains("END OF TERMS AND CONDITIONS");
    assertThat(Files.readString(SourceTree.root().resolve("pom.xml")))
        .contains("<name>Apache-2.0</name>");
  }

  @Test
  @Requirement("E34")
  void contributorsFindAGuide() throws IOException {
    assertThat(Files.readString(SourceTree.root().resolve("README.md")))
        .contains("(CONTRIBUTING.md)", "(LICENSE)");
    assertThat(SourceTree.root().resolve("CONTRIBUTING.md")).isNotEmptyFile();
  }
}
