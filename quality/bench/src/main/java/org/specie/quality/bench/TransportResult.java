package org.specie.quality.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench transport} measured.
 *
 * @param points one a size of frames
 */
record TransportResult(List<Point> points, int cores, String machine) {
  /**
   * One size of frames, one direction, both ends on this machine.
   *
   * @param floorPerSecond the same over bare TCP
   */
  record Point(
      int bytes,
      double framesPerSecond,
      double roundTripMicros,
      double roundTrip99Micros,
      double floorPerSecond,
      double floorMicros) {
    double megabytesPerSecond() {
      return framesPerSecond * bytes / 1e6;
    }
  }

  TransportResult {
    points = List.copyOf(points);
  }

  String toTable() {
    StringBuilder out = new StringBuilder("Two operators linked over TLS 1.3 on one machine\n");
    out.append(machine).append("\n\n");
    out.append(
        String.format(
            Locale.ROOT,
            "%6s %12s %9s %10s %10s %14s %12s\n",
            "bytes",
            "frames/s",
            "MB/s",
            "trip us",
            "p99 us",
            "bare frames/s",
            "bare trip us"));
    for (Point p : points) {
      out.append(
          String.format(
              Locale.ROOT,
              "%,6d %,12.0f %,9.1f %,10.1f %,10.1f %,14.0f %,12.1f\n",
              p.bytes(),
              p.framesPerSecond(),
              p.megabytesPerSecond(),
              p.roundTripMicros(),
              p.roundTrip99Micros(),
              p.floorPerSecond(),
              p.floorMicros()));
    }
    return out.append("\nBare is TCP without TLS. Sender and receiver share the cores.\n")
        .toString();
  }

  Map<String, Object> toDocument() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Point p : points) {
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("bytes", p.bytes());
      point.put("frames_per_second", Math.round(p.framesPerSecond()));
      point.put("megabytes_per_second", Math.round(p.megabytesPerSecond()));
      point.put("round_trip_p50_us", Math.round(p.roundTripMicros()));
      point.put("round_trip_p99_us", Math.round(p.roundTrip99Micros()));
      point.put("floor_frames_per_second", Math.round(p.floorPerSecond()));
      point.put("floor_round_trip_p50_us", Math.round(p.floorMicros()));
      all.add(point);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("points", all);
    document.put("cores", cores);
    document.put("machine", machine);
    return document;
  }
}
