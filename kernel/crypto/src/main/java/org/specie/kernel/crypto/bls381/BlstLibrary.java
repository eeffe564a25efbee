package org.specie.kernel.crypto.bls381;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;

/**
 * Extracts libblst from its carrier jar and loads it, after comparing its SHA-256 with the pinned
 * one: a carrier that changed under the same version number must not reach the money.
 */
final class BlstLibrary {
  /** Where the library lies in tech.pegasys:jblst:0.3.17 and what it must hash to. */
  private static final Map<String, Pinned> PINNED =
      Map.of(
          "linux/amd64",
          new Pinned(
              "Linux/amd64/libblst.so",
              "6a87d87cc982078dcf40f034f21959839d1fe20d45229d37de9c82c178f2a0ce"),
          "linux/aarch64",
          new Pinned(
              "Linux/aarch64/libblst.so",
              "b47e669bcd521a0cc3b5753beab0c9ddb5cc81988d5d555722de3149db75b52b"),
          "mac/aarch64",
          new Pinned(
              "Mac/aarch64/libblst.dylib",
              "7fd78cc498f3f3998070f50d5645cff71b1af01be94699da393235a5cfebdbe4"),
          "mac/x86_64",
          new Pinned(
              "Mac/x86_64/libblst.dylib",
              "17aa48bb47a6df714d68ebdfa622341866e3df5d5ba632c3abf526f92f7cbb98"));

  private record Pinned(String resource, String sha256) {}

  private BlstLibrary() {}

  /** Loads the library for this platform; a platform without one is an environment error. */
  static SymbolLookup load() {
    return load(platform(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
  }

  static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    String family = os.startsWith("mac") ? "mac" : os.startsWith("linux") ? "linux" : os;
    String machine =
        switch (arch) {
          case "amd64", "x86_64" -> family.equals("mac") ? "x86_64" : "amd64";
          case "arm64", "aarch64" -> "aarch64";
          default -> arch;
        };
    return family + "/" + machine;
  }

  static SymbolLookup load(String platform) {
    Pinned pinned = PINNED.get(platform);
    if (pinned == null) {
      throw new UnsupportedPlatform(
          "no pinned blst library for platform "
              + platform
              + "; supported are "
              + PINNED.keySet().stream().sorted().toList());
    }
    try {
      return extractAndLoad(pinned);
    } catch (IOException e) {
      throw new UnsupportedPlatform(
          "cannot extract libblst to the temporary folder (is java.io.tmpdir writable and not"
              + " mounted noexec?): "
              + e.getMessage());
    }
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup extractAndLoad(Pinned pinned) throws IOException {
    byte[] library;
    try (InputStream in =
        supranational.blst.P1.class.getResourceAsStream(
            "/supranational/blst/" + pinned.resource())) {
      if (in == null) {
        throw new UnsupportedPlatform("the jblst jar carries no " + pinned.resource());
      }
      library = in.readAllBytes();
    }
    requirePinned(library, pinned.sha256());
    Path file = Files.createTempFile("specie-blst-", ".lib");
    try {
      Files.write(file, library);
      return SymbolLookup.libraryLookup(file, Arena.global());
    } finally {
      // The mapping keeps the pages; the name is not needed any more.
      Files.delete(file);
    }
  }

  static void requirePinned(byte[] library, String sha256) {
    if (!Hash32.sha256(library).toHex().equals(sha256)) {
      throw new InvariantViolation("libblst in the jblst jar is not the pinned one");
    }
  }
}
