package org.specie.node.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text in Prometheus' format 0.0.4 says, read strictly: a name is announced once with help
 * and type before its samples, which stand together, and no series stands twice.
 */
record Exposition(List<Sample> samples, Map<String, String> types) {
  /** One line that is a number. */
  record Sample(String name, SortedMap<String, String> labels, double value) {}

  private static final Pattern META =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (NaN|[+-]Inf|[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");
  private static final List<String> TYPES =
      List.of("counter", "gauge", "histogram", "summary", "untyped");

  static Exposition read(String text) {
    require(text.endsWith("\n"), "the text ends with a line's end");
    List<Sample> samples = new ArrayList<>();
    Map<String, String> types = new HashMap<>();
    Map<String, String> help = new HashMap<>();
    Set<String> closed = new HashSet<>();
    Set<String> series = new HashSet<>();
    String current = "";
    for (String line : text.split("\n", -1)) {
      Matcher meta = META.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (line.isEmpty()) {
        continue;
      }
      if (meta.matches()) {
        String name = meta.group(2);
        Map<String, String> of = meta.group(1).equals("HELP") ? help : types;
        require(of.put(name, meta.group(3)) == null, "said once: " + line);
        require(!closed.contains(name), "samples stand together: " + line);
        if (!name.equals(current)) {
          closed.add(current);
          current = name;
        }
        require(meta.group(1).equals("HELP") || TYPES.contains(meta.group(3)), "a type: " + line);
      } else {
        require(sample.matches(), "a sample: " + line);
        String name = sample.group(1);
        require(isOf(current, name), name + " stands under " + current);
        require(types.containsKey(current) && help.containsKey(current), "announced: " + line);
        SortedMap<String, String> labels = labels(Optional.ofNullable(sample.group(2)).orElse(""));
        require(series.add(name + labels), "a series stands once: " + line);
        samples.add(new Sample(name, labels, number(sample.group(3))));
      }
    }
    return new Exposition(samples, types);
  }

  private static boolean isOf(String announced, String sample) {
    return sample.equals(announced)
        || List.of("_count", "_sum", "_bucket", "_max").stream()
            .anyMatch(suffix -> sample.equals(announced + suffix));
  }

  private static SortedMap<String, String> labels(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int at = 0;
    while (at < text.length()) {
      require(label.find(at) && label.start() == at, "labels: " + text);
      require(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + text);
      at = label.end();
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** The value of the only series of this name with these labels among others. */
  double value(String name, Map<String, String> labels) {
    List<Sample> found =
        samples.stream()
            .filter(each -> each.name().equals(name))
            .filter(each -> each.labels().entrySet().containsAll(labels.entrySet()))
            .toList();
    require(found.size() == 1, found.size() + " series of " + name + " " + labels);
    return found.getFirst().value();
  }
}
