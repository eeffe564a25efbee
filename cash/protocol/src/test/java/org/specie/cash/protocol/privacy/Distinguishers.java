package org.specie.cash.protocol.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Ways to tell two kinds of worlds apart by bytes alone. Each gives a number that is small by
 * chance; all seeds are fixed, so a number is always the same.
 */
final class Distinguishers {
  /**
   * Standard deviations that a million and a half bits stay below by chance: the probability that
   * one goes beyond is 0.001.
   */
  static final double Z_MAX = 6.2;

  /** Features that the learning distinguisher takes from its training half. */
  private static final int FEATURES = 5;

  private static final int VALUE_MIN = 32;
  private static final int COORDINATE = G1.SIZE / 2;

  private Distinguishers() {}

  /** The views that have not the shape of the first. */
  static List<List<String>> shapes(List<Run> runs) {
    return runs.stream().map(run -> run.view().shape()).distinct().toList();
  }

  private static int[] ones(List<byte[]> views) {
    int[] ones = new int[8 * views.getFirst().length];
    for (byte[] view : views) {
      Check.that(8 * view.length == ones.length, "views have equal length");
      for (int bit = 0; bit < ones.length; bit++) {
        ones[bit] += bit(view, bit);
      }
    }
    return ones;
  }

  private static int bit(byte[] view, int bit) {
    return (view[bit >>> 3] >>> (bit & 7)) & 1;
  }

  private static List<byte[]> views(List<Run> runs) {
    return runs.stream().map(run -> run.view().bytes()).toList();
  }

  private static double[] z(List<byte[]> first, List<byte[]> second) {
    int[] a = ones(first);
    int[] b = ones(second);
    double n = first.size();
    double m = second.size();
    double[] z = new double[a.length];
    for (int bit = 0; bit < z.length; bit++) {
      double pooled = (a[bit] + b[bit]) / (n + m);
      double variance = pooled * (1 - pooled) * (1 / n + 1 / m);
      z[bit] = variance == 0 ? 0 : (a[bit] / n - b[bit] / m) / Math.sqrt(variance);
    }
    return z;
  }

  /** The largest deviation of any single bit between the two kinds of worlds. */
  static double worstBit(Hypothesis hypothesis, List<Run> runs) {
    List<Run> among = hypothesis.of(runs);
    double[] z =
        z(
            views(among.stream().filter(hypothesis.second().negate()).toList()),
            views(among.stream().filter(hypothesis.second()).toList()));
    return Arrays.stream(z).map(Math::abs).max().orElseThrow();
  }

  /**
   * How often a distinguisher that learns from half of the worlds is right about the other half, in
   * standard deviations above guessing. It votes with the bits that told most while learning.
   */
  static double learnt(Hypothesis hypothesis, List<Run> runs) {
    List<Run> among = hypothesis.of(runs);
    List<Run> training = among.subList(0, among.size() / 2);
    List<Run> test = among.subList(among.size() / 2, among.size());
    double[] z =
        z(
            views(training.stream().filter(hypothesis.second().negate()).toList()),
            views(training.stream().filter(hypothesis.second()).toList()));
    int[] best =
        IntStream.range(0, z.length)
            .boxed()
            .sorted(Comparator.comparingDouble(bit -> -Math.abs(z[bit])))
            .limit(FEATURES)
            .mapToInt(Integer::intValue)
            .toArray();
    int right = 0;
    for (Run run : test) {
      byte[] view = run.view().bytes();
      double vote = 0;
      for (int bit : best) {
        vote += (bit(view, bit) == 1 ? -1 : 1) * z[bit] * z[bit] * z[bit];
      }
      right += (vote > 0) == hypothesis.second().test(run) ? 1 : 0;
    }
    double sigma = Math.sqrt(test.size() * 0.25);
    return (right - test.size() / 2.0) / sigma;
  }

  /**
   * The largest chi-square statistic of the byte histograms of the two kinds of worlds, over all
   * kinds of pieces, in standard deviations above its expectation.
   */
  static double worstHistogram(Hypothesis hypothesis, List<Run> runs) {
    Map<String, long[][]> histograms = new HashMap<>();
    for (Run run : hypothesis.of(runs)) {
      int side = hypothesis.second().test(run) ? 1 : 0;
      run.view()
          .pieces()
          .forEach(
              (name, bytes) -> {
                long[][] counts = histograms.computeIfAbsent(kind(name), _ -> new long[2][256]);
                for (int i = 0; i < bytes.size(); i++) {
                  counts[side][bytes.at(i)]++;
                }
              });
    }
    return histograms.values().stream()
        .mapToDouble(counts -> chiSquare(counts[0], counts[1]))
        .max()
        .orElseThrow();
  }

  /** Pieces of one kind differ in their numbers only. */
  private static String kind(String name) {
    return name.replaceAll("[0-9]+$", "");
  }

  private static double chiSquare(long[] a, long[] b) {
    double n = Arrays.stream(a).sum();
    double m = Arrays.stream(b).sum();
    double statistic = 0;
    int freedom = -1;
    for (int value = 0; value < a.length; value++) {
      double both = a[value] + b[value];
      if (both < 10) {
        continue;
      }
      double difference = a[value] * Math.sqrt(m / n) - b[value] * Math.sqrt(n / m);
      statistic += difference * difference / both;
      freedom++;
    }
    return freedom < 1 ? 0 : (statistic - freedom) / Math.sqrt(2.0 * freedom);
  }

  /**
   * Which pieces of a view are equal, as sets of names. Points count as equal to their negatives:
   * what is compared is the coordinate x.
   */
  static Set<String> equalities(View view) {
    Map<ByteString, TreeSet<String>> byValue = new HashMap<>();
    view.pieces()
        .forEach(
            (name, bytes) -> {
              if (bytes.size() >= VALUE_MIN) {
                byValue.computeIfAbsent(comparable(bytes), _ -> new TreeSet<>()).add(name);
              }
            });
    TreeSet<String> groups = new TreeSet<>();
    for (TreeSet<String> names : byValue.values()) {
      if (names.size() > 1) {
        groups.add(String.join(" = ", names));
      }
    }
    return groups;
  }

  private static ByteString comparable(ByteString bytes) {
    return bytes.size() == G1.SIZE ? bytes.slice(0, COORDINATE) : bytes;
  }

  /** The distinct patterns of equality among {@code runs}. */
  static List<Set<String>> patterns(List<Run> runs) {
    List<Set<String>> patterns = new ArrayList<>();
    for (Run run : runs) {
      Set<String> pattern = equalities(run.view());
      if (!patterns.contains(pattern)) {
        patterns.add(pattern);
      }
    }
    return patterns;
  }
}
