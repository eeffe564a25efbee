package org.specie.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;

/** Which patch a node runs shows in its version. */
class SoftwareTest {
  @TempDir Path folder;

  private Path built(String name, String file, String content) throws IOException {
    Path classes = Files.createDirectories(folder.resolve(name).resolve("org/specie"));
    Files.writeString(classes.resolve("A.class"), "the same");
    Files.writeString(classes.resolve(file), content);
    return folder.resolve(name);
  }

  private Path archived(String name, Path built, String manifest) throws IOException {
    Path file = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      for (String each : List.of("org/specie/B.class", "org/specie/A.class")) {
        out.putNextEntry(new JarEntry(each));
        out.write(Files.readAllBytes(built.resolve(each)));
      }
      out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
      out.write(manifest.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static String digest(Path... places) throws IOException {
    return Software.digest(List.of(places));
  }

  @Test
  @Requirement("E27")
  void oneChangedByteIsAnotherVersionAndTheSameClassesAreTheSameOne() throws IOException {
    Path one = built("one", "B.class", "patched");
    String digest = digest(one);

    assertThat(digest(built("again", "B.class", "patched"))).isEqualTo(digest);
    assertThat(digest(archived("one.jar", one, "made on Monday\n"))).isEqualTo(digest);
    assertThat(digest(archived("two.jar", one, "made on Tuesday\n"))).isEqualTo(digest);
    assertThat(digest(built("other", "B.class", "Patched"))).isNotEqualTo(digest);
    assertThat(digest(built("renamed", "C.class", "patched"))).isNotEqualTo(digest);
    assertThat(digest(one, built("more", "D.class", "new"))).isNotEqualTo(digest);
  }

  @Test
  @Requirement("E27")
  void whatWasBuiltFromSourceSaysWhichClassesItIs() {
    assertThat(Software.version()).matches("built from source [0-9a-f]{12}");
  }
}
