package org.specie.quality.bench.ledger.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.specie.quality.testkit.timing.Timing;

/**
 * Replicas of three organisations far apart.
 *
 * @param full clients that never wait: the highest throughput
 * @param half payments at half of it
 * @param ninety payments at nine tenths of it
 */
public record FarResult(Timing full, Timing half, Timing ninety) {
  /** For people. */
  public List<String> lines() {
    return List.of(
        "in virtual time: 7 replicas of 3 organisations, 50, 100 and 150 ms one way between them,"
            + " private payments",
        "  load       payments/s    p50 ms    p99 ms   payments a block",
        line("full", full),
        line("50 %", half),
        line("90 %", ninety),
        "  every replica had the same digest at each of "
            + (full.digestsCompared() + half.digestsCompared() + ninety.digestsCompared())
            + " checkpoints",
        "");
  }

  private static String line(String load, Timing timing) {
    return String.format(
        Locale.ROOT,
        "  %-8s   %10.0f   %7.0f   %7.0f   %16.1f",
        load,
        timing.perSecond(),
        timing.p50Ms(),
        timing.p99Ms(),
        timing.transactionsPerBlock());
  }

  /** A line a load, with a title. */
  public String toCsv() {
    return "load,replicas,payments_per_s,p50_ms,p99_ms,payments_per_block,checkpoints\n"
        + csv("full", full)
        + csv("half", half)
        + csv("ninety", ninety);
  }

  private static String csv(String load, Timing timing) {
    return String.format(
        Locale.ROOT,
        "%s,%d,%.1f,%.2f,%.2f,%.2f,%d%n",
        load,
        timing.replicas(),
        timing.perSecond(),
        timing.p50Ms(),
        timing.p99Ms(),
        timing.transactionsPerBlock(),
        timing.digestsCompared());
  }

  /** The member {@code wan} of the document. */
  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("replicas", full.replicas());
    document.put("full", document(full));
    document.put("half", document(half));
    document.put("ninety", document(ninety));
    return document;
  }

  static Map<String, Object> document(Timing timing) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tps", rounded(timing.perSecond()));
    document.put("p50_ms", rounded(timing.p50Ms()));
    document.put("p99_ms", rounded(timing.p99Ms()));
    return document;
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
