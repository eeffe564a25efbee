package org.specie.quality.conformance.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.specie.quality.conformance.SourceTree;

/**
 * The launcher builds a room without its tests and sets {@code specie.withoutTests}. Jars of tests
 * do not exist then, so nothing that a room stands on may ask for one outside of the profile which
 * that property switches off.
 */
class RoomPomsTest {
  private static final Pattern ROOM = Pattern.compile("(?m)^    ([a-z/]+)\\) echo ");
  private static final Pattern PROFILE = Pattern.compile("(?s)<profile>.*?</profile>");
  private static final String SWITCHED_OFF = "<property><name>!specie.withoutTests</name>";
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>.*?</dependency>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
  private static final Pattern OWN_ARTIFACT =
      Pattern.compile("(?s)</parent>\\s*.*?<artifactId>([^<]+)</artifactId>");

  @Test
  void noRoomThatTheLauncherBuildsAsksForAJarOfTests() throws IOException {
    String launcher = Files.readString(SourceTree.root().resolve("specie"));
    List<String> rooms = ROOM.matcher(launcher).results().map(found -> found.group(1)).toList();

    assertThat(launcher).contains("-Dspecie.withoutTests");
    assertThat(rooms).contains("clients/cli", "quality/bench");
    assertThat(asking(rooms, poms())).isEmpty();
  }

  @Test
  void aJarOfTestsThatIsAskedForFurtherDownIsSeen() {
    Map<String, Pom> poms =
        Map.of(
            "a/room",
            pom("<project><parent/></parent><artifactId>room</artifactId>", "wall", ""),
            "a/wall",
            pom(
                "<project><parent/></parent><artifactId>wall</artifactId>",
                "stone",
                "<type>test-jar</type>"));

    assertThat(asking(List.of("a/room"), poms)).containsExactly("a/wall: stone");
  }

  private record Pom(String artifact, List<String> dependencies) {
    static Pom of(String text) {
      String always =
          PROFILE
              .matcher(text)
              .replaceAll(found -> found.group().contains(SWITCHED_OFF) ? "" : "$0");
      return new Pom(
          first(OWN_ARTIFACT, text),
          DEPENDENCY.matcher(always).results().map(MatchResult::group).toList());
    }
  }

  private static Pom pom(String head, String dependency, String type) {
    return Pom.of(
        "%s<dependency><artifactId>%s</artifactId>%s</dependency></project>"
            .formatted(head, dependency, type));
  }

  private static String first(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .findFirst()
        .map(found -> found.group(1))
        .orElseThrow(() -> new AssertionError("no " + pattern + " in " + text));
  }

  private static Map<String, Pom> poms() throws IOException {
    Map<String, Pom> poms = new LinkedHashMap<>();
    for (Path module : SourceTree.modules()) {
      poms.put(SourceTree.name(module), Pom.of(Files.readString(module.resolve("pom.xml"))));
    }
    return poms;
  }

  /**
   * The modules that {@code rooms} stand on and that ask for a jar of tests, with what they ask.
   */
  private static List<String> asking(List<String> rooms, Map<String, Pom> poms) {
    Map<String, String> folders = new LinkedHashMap<>();
    poms.forEach((folder, pom) -> folders.put(pom.artifact(), folder));
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(rooms);
    List<String> asking = new ArrayList<>();
    while (!open.isEmpty()) {
      String folder = open.pop();
      if (!seen.add(folder)) {
        continue;
      }
      Pom pom = Objects.requireNonNull(poms.get(folder), folder);
      for (String dependency : pom.dependencies()) {
        String artifact = first(ARTIFACT, dependency);
        if (dependency.contains("<type>test-jar</type>")) {
          asking.add(folder + ": " + artifact);
        }
        String below = folders.get(artifact);
        if (below != null) {
          open.push(below);
        }
      }
    }
    return asking;
  }
}
