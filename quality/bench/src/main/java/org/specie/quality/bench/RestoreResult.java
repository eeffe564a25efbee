package org.specie.quality.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench restore} measured.
 *
 * @param points one a length of history, shortest first
 * @param floorMicros bare operations, CPU time a payment on one core, by operation
 * @param createMillis making one payment of the past
 */
record RestoreResult(
    List<Point> points,
    Map<String, Double> floorMicros,
    double createMillis,
    int cores,
    String machine) {

  /**
   * One restore.
   *
   * @param payments private payments the wallet had made
   * @param seconds elapsed, from words to a wallet on disk
   * @param walkSeconds of it, finding the live state by buckets
   * @param fileSeconds of it, deriving the new file's key from its passphrase, whatever the length
   * @param readSeconds of it, reading blocks for unclaimed coins, writing the file included
   * @param ledgerSeconds of both, the ledger's own reading in this process
   * @param bytes downloaded, transport apart
   * @param coins unclaimed coins found
   */
  record Point(
      int payments,
      double seconds,
      double walkSeconds,
      double fileSeconds,
      double readSeconds,
      double ledgerSeconds,
      long bytes,
      long bucketRequests,
      long blockRequests,
      int coins) {
    double perSecond() {
      return payments / seconds;
    }
  }

  RestoreResult {
    points = List.copyOf(points);
    floorMicros = Collections.unmodifiableMap(new LinkedHashMap<>(floorMicros));
  }

  private double floorMicrosSum() {
    return floorMicros.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private double floorSeconds(Point point) {
    return point.payments() * floorMicrosSum() / 1e6;
  }

  String toTable() {
    StringBuilder out = new StringBuilder();
    line(out, "Restoring a wallet from its words alone");
    line(out, "%s", machine);
    line(out, "");
    line(
        out,
        "%9s %9s %9s %9s %9s %9s %9s %12s %9s %9s %9s %7s",
        "payments",
        "seconds",
        "per s",
        "walk s",
        "file s",
        "read s",
        "ledger s",
        "downloaded",
        "buckets",
        "fetches",
        "bare s",
        "ratio");
    for (Point point : points) {
      line(
          out,
          "%,9d %9.2f %,9.0f %9.2f %9.2f %9.2f %9.2f %9.1f MB %9d %9d %9.2f %6.1fx",
          point.payments(),
          point.seconds(),
          point.perSecond(),
          point.walkSeconds(),
          point.fileSeconds(),
          point.readSeconds(),
          point.ledgerSeconds(),
          point.bytes() / 1e6,
          point.bucketRequests(),
          point.blockRequests(),
          floorSeconds(point),
          point.seconds() / floorSeconds(point));
    }
    line(out, "");
    line(out, "Bare operations a payment, one core:");
    floorMicros.forEach((name, micros) -> line(out, "  %-12s %8.1f us", name, micros));
    line(out, "  %-12s %8.1f us", "sum", floorMicrosSum());
    line(out, "");
    line(out, "making a payment of the past %6.1f ms", createMillis);
    line(out, "Only these lengths were run; other lengths are not claimed.");
    return out.toString();
  }

  String toCsv() {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "payments,seconds,walk_seconds,file_seconds,read_seconds,ledger_seconds,bytes,bucket_requests,block_requests,floor_seconds");
    for (Point point : points) {
      line(
          out,
          "%d,%.3f,%.3f,%.3f,%.3f,%.3f,%d,%d,%d,%.3f",
          point.payments(),
          point.seconds(),
          point.walkSeconds(),
          point.fileSeconds(),
          point.readSeconds(),
          point.ledgerSeconds(),
          point.bytes(),
          point.bucketRequests(),
          point.blockRequests(),
          floorSeconds(point));
    }
    return out.toString();
  }

  /** The document of {@code --json}: the longest history first by name, all of them in points. */
  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>(document(points.getLast()));
    List<Map<String, Object>> all = new ArrayList<>();
    points.forEach(point -> all.add(document(point)));
    document.put("points", all);
    Map<String, Double> floor = new LinkedHashMap<>();
    floorMicros.forEach((name, micros) -> floor.put(name, rounded(micros, 10)));
    floor.put("sum", rounded(floorMicrosSum(), 10));
    document.put("floor_us", floor);
    document.put("create_ms", rounded(createMillis, 10));
    document.put("cores", cores);
    document.put("machine", machine);
    return document;
  }

  private Map<String, Object> document(Point point) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("payments", point.payments());
    document.put("seconds", rounded(point.seconds(), 1000));
    document.put("payments_per_second", Math.round(point.perSecond()));
    document.put("bytes_downloaded", point.bytes());
    document.put("walk_seconds", rounded(point.walkSeconds(), 1000));
    document.put("file_seconds", rounded(point.fileSeconds(), 1000));
    document.put("read_seconds", rounded(point.readSeconds(), 1000));
    document.put("ledger_seconds", rounded(point.ledgerSeconds(), 1000));
    document.put("bucket_requests", point.bucketRequests());
    document.put("block_requests", point.blockRequests());
    document.put("unclaimed_coins", point.coins());
    document.put("floor_seconds", rounded(floorSeconds(point), 1000));
    document.put("ratio", rounded(point.seconds() / floorSeconds(point), 100));
    return document;
  }

  private static double rounded(double value, int parts) {
    return Math.round(value * parts) / (double) parts;
  }

  @FormatMethod
  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
