package org.specie.quality.bench.ledger.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.testkit.timing.Timing;

/**
 * So many replicas, in one of the two ways.
 *
 * @param idle one client: messages and latency of a decision
 * @param full clients that never wait: the highest throughput
 */
public record SizeRow(int replicas, Dissemination way, Timing idle, Timing full) {
  private String wayName() {
    return switch (way) {
      case COLLECTORS -> "collectors";
      case ALL_TO_ALL -> "all_to_all";
    };
  }

  /** For people. */
  public static List<String> lines(List<SizeRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("in virtual time: replicas in one room, 200-byte requests");
    lines.add(
        "  replicas  way          messages    bytes a      idle      requests/s    p50 ms    p99"
            + " ms");
    lines.add(
        "                         a decision  decision     p50 ms    full load     full      full");
    for (SizeRow row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %8d  %-11s  %10.0f  %10.0f  %7.1f   %12.0f   %7.1f   %7.1f",
              row.replicas(),
              row.wayName(),
              row.idle().messagesPerBlock(),
              row.idle().bytesPerBlock(),
              row.idle().p50Ms(),
              row.full().perSecond(),
              row.full().p50Ms(),
              row.full().p99Ms()));
    }
    lines.add("");
    return lines;
  }

  /** A line a row, with a title. */
  public static String toCsv(List<SizeRow> rows) {
    StringBuilder out =
        new StringBuilder(
            "replicas,way,messages_per_decision,bytes_per_decision,idle_p50_ms,idle_p99_ms,"
                + "full_requests_per_s,full_p50_ms,full_p99_ms\n");
    for (SizeRow row : rows) {
      out.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%.1f,%.0f,%.3f,%.3f,%.1f,%.3f,%.3f%n",
              row.replicas(),
              row.wayName(),
              row.idle().messagesPerBlock(),
              row.idle().bytesPerBlock(),
              row.idle().p50Ms(),
              row.idle().p99Ms(),
              row.full().perSecond(),
              row.full().p50Ms(),
              row.full().p99Ms()));
    }
    return out.toString();
  }

  /** One element of the member {@code sizes} of the document. */
  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("replicas", replicas);
    document.put("way", wayName());
    document.put("messages_per_decision", FarResult.rounded(idle.messagesPerBlock()));
    document.put("bytes_per_decision", Math.round(idle.bytesPerBlock()));
    document.put("idle", FarResult.document(idle));
    document.put("full", FarResult.document(full));
    return document;
  }
}
