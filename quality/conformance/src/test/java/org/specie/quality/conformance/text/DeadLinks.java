package org.specie.quality.conformance.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The links of a page that lead nowhere. Links to other sites are not followed. */
final class DeadLinks {
  private DeadLinks() {}

  static List<String> of(Path file) throws IOException {
    List<String> dead = new ArrayList<>();
    for (String link : Page.parse(Files.readAllLines(file)).links()) {
      if (!link.startsWith("https://") && !leadsSomewhere(file, link)) {
        dead.add(link);
      }
    }
    return dead;
  }

  private static boolean leadsSomewhere(Path file, String link) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    if (path.startsWith("/") || path.contains("://")) {
      return false;
    }
    Path target = path.isEmpty() ? file : file.resolveSibling(path);
    if (!Files.exists(target)) {
      return false;
    }
    if (hash < 0) {
      return true;
    }
    String anchor = link.substring(hash + 1);
    return target.toString().endsWith(".md")
        && Page.parse(Files.readAllLines(target)).anchors().contains(anchor);
  }
}
