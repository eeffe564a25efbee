package org.specie.quality.conformance.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page as far as its tests need it: fenced blocks, links, and the anchors that links can
 * lead to.
 */
record Page(List<Block> blocks, List<String> links, Set<String> anchors) {
  /** A fenced block: the words after the fence, and the lines inside. */
  record Block(String info, List<String> lines, int lineNumber) {}

  private static final Pattern FENCE = Pattern.compile("\\s*(```+|~~~+)\\s*(.*)");
  private static final Pattern INLINE_LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]*)>?[^)]*\\)");
  private static final Pattern REFERENCE = Pattern.compile("^\\s{0,3}\\[[^\\]]+\\]:\\s*(\\S+).*");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*\\s*$");
  private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("(`+).*?\\1");

  Page {
    blocks = List.copyOf(blocks);
    links = List.copyOf(links);
    anchors = Set.copyOf(anchors);
  }

  static Page parse(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (!fence.matches()) {
        prose.add(lines.get(at++));
        continue;
      }
      int opened = at++;
      List<String> inside = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).strip().equals(fence.group(1))) {
        inside.add(lines.get(at++));
      }
      if (at == lines.size()) {
        throw new IllegalArgumentException("the block of line " + (opened + 1) + " is not closed");
      }
      at++;
      blocks.add(new Block(fence.group(2).strip(), List.copyOf(inside), opened + 1));
    }
    return new Page(blocks, links(prose), anchors(prose));
  }

  private static List<String> links(List<String> prose) {
    List<String> links = new ArrayList<>();
    for (String line : prose) {
      String plain = CODE.matcher(line).replaceAll("");
      INLINE_LINK.matcher(plain).results().map(found -> found.group(1)).forEach(links::add);
      Matcher reference = REFERENCE.matcher(plain);
      if (reference.matches()) {
        links.add(reference.group(1));
      }
    }
    return links;
  }

  /** The anchors that a forge makes of headings, and those written out. */
  private static Set<String> anchors(List<String> prose) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose) {
      ANCHOR.matcher(line).results().map(found -> found.group(1)).forEach(anchors::add);
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String slug = slug(heading.group(1));
        int before = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      }
    }
    return anchors;
  }

  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_\\- ]", "")
        .replace(' ', '-');
  }
}
