package org.specie.quality.bench.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.specie.quality.testkit.processes.Plant;

/** What {@code bench ledger} measured. */
record LedgerResult(
    String machine,
    String storage,
    List<Row> opaque,
    List<Row> oneDown,
    List<Row> local,
    Signatures signatures,
    double warmUpSeconds,
    double switchSilenceMs,
    double viewChangeSilenceMs,
    OptionalDouble viewChangeMs,
    Optional<Long> residentMib,
    Map<Integer, Traffic> messages) {

  /**
   * One load.
   *
   * @param stalls requests that took more than 50 ms
   * @param use what a request cost
   */
  record Row(
      int clients,
      double perSecond,
      double p50Ms,
      double p95Ms,
      double p99Ms,
      double maxMs,
      int stalls,
      Use use,
      int requests) {
    /** Processor time of all replicas together for one request. */
    double cpuMsPerRequest() {
      return use.replicasCpuMicros() / 1e3;
    }
  }

  /** Messages and bytes for one decision, by dissemination. */
  record Traffic(double messages, double bytes, double allToAllMessages, double allToAllBytes) {
    boolean isAllToAllCounted() {
      return !Double.isNaN(allToAllMessages);
    }
  }

  LedgerResult {
    opaque = List.copyOf(opaque);
    oneDown = List.copyOf(oneDown);
    local = List.copyOf(local);
    messages = new LinkedHashMap<>(messages);
  }

  private double best() {
    return opaque.stream().mapToDouble(Row::perSecond).max().orElse(0);
  }

  String toTable() {
    List<String> lines = new ArrayList<>();
    lines.add("Four replicas on this machine (" + machine + "), state on " + storage);
    lines.add("200-byte requests, every signature verified by every replica, TLS 1.3, log synced");
    lines.add(
        String.format(
            Locale.ROOT,
            "after %.0f s of %d clients to warm up",
            warmUpSeconds,
            LedgerBench.WARM_UP_CLIENTS));
    lines.add("");
    table(lines, "all replicas up", opaque);
    table(lines, "one replica down", oneDown);
    table(lines, "baseline: the local engine, same application, no network", local);
    lines.add(
        String.format(
            Locale.ROOT,
            "the signatures of requests alone, made once at %.0f µs and verified %d times at %.0f"
                + " µs: at most %.0f requests/s on %d cores, of which %.0f %% are reached",
            signatures.signMicros(),
            signatures.replicas(),
            signatures.verifyMicros(),
            signatures.perSecond(),
            signatures.cores(),
            100 * best() / signatures.perSecond()));
    lines.add("");
    lines.add("one request, all replicas together; compiling and collecting included");
    uses(lines, "all replicas up", opaque);
    uses(lines, "one replica down", oneDown);
    lines.add(
        String.format(
            Locale.ROOT,
            "longest silence after a replica was killed: %.0f ms; after the primary was: %.0f ms,"
                + " with a timer of %d ms",
            switchSilenceMs,
            viewChangeSilenceMs,
            Plant.PRIMARY_TIMER_MS));
    viewChangeMs.ifPresent(
        millis ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "from the end of the timer to the new view, in the slowest replica: %.0f ms",
                    millis)));
    residentMib.ifPresent(
        mib -> lines.add("largest resident memory of a replica: " + mib + " MiB"));
    if (!messages.isEmpty()) {
      lines.add("");
      lines.add("messages and bytes a decision     collectors            everybody to everybody");
      messages.forEach(
          (replicas, traffic) ->
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "  n = %-3d                  %8.1f %10.0f B    %s",
                      replicas,
                      traffic.messages(),
                      traffic.bytes(),
                      traffic.isAllToAllCounted()
                          ? String.format(
                              Locale.ROOT,
                              "%10.1f %10.0f B",
                              traffic.allToAllMessages(),
                              traffic.allToAllBytes())
                          : "  not counted")));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void table(List<String> lines, String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    lines.add(title);
    lines.add("  clients   requests/s    p50 ms    p95 ms    p99 ms    max ms   > 50 ms");
    for (Row row : rows) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %7d   %10.0f   %7.2f   %7.2f   %7.2f   %7.1f   %7d",
              row.clients(),
              row.perSecond(),
              row.p50Ms(),
              row.p95Ms(),
              row.p99Ms(),
              row.maxMs(),
              row.stalls()));
    }
    lines.add("");
  }

  private static void uses(List<String> lines, String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    lines.add(title);
    lines.add(Use.heading());
    rows.forEach(row -> lines.add(row.use().line(row.clients())));
    lines.add("");
  }

  String toCsv() {
    StringBuilder out =
        new StringBuilder(
            "setting,clients,requests_per_s,p50_ms,p95_ms,p99_ms,max_ms,over_50_ms,cpu_ms\n");
    csv(out, "all-up", opaque);
    csv(out, "one-down", oneDown);
    csv(out, "local", local);
    return out.toString();
  }

  private static void csv(StringBuilder out, String setting, List<Row> rows) {
    for (Row row : rows) {
      out.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%.1f,%.3f,%.3f,%.3f,%.3f,%d,%.4f%n",
              setting,
              row.clients(),
              row.perSecond(),
              row.p50Ms(),
              row.p95Ms(),
              row.p99Ms(),
              row.maxMs(),
              row.stalls(),
              row.cpuMsPerRequest()));
    }
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    Row shown =
        opaque.stream().filter(row -> row.clients() == 32).findFirst().orElse(opaque.getLast());
    Map<String, Object> headline = new LinkedHashMap<>(document(shown));
    headline.put("by_clients", opaque.stream().map(LedgerResult::document).toList());
    document.put("opaque", headline);
    document.put("one_down", oneDown.stream().map(LedgerResult::document).toList());
    document.put("local", local.stream().map(LedgerResult::document).toList());
    document.put("signatures", signatures.toDocument(best()));
    document.put("warm_up_seconds", rounded(warmUpSeconds));
    document.put("switch_silence_ms", rounded(switchSilenceMs));
    document.put("view_change_silence_ms", rounded(viewChangeSilenceMs));
    document.put("primary_timer_ms", Plant.PRIMARY_TIMER_MS);
    viewChangeMs.ifPresent(millis -> document.put("view_change_after_timer_ms", rounded(millis)));
    residentMib.ifPresent(mib -> document.put("resident_mib", mib));
    Map<String, Object> decisions = new LinkedHashMap<>();
    Map<String, Object> quadratic = new LinkedHashMap<>();
    messages.forEach(
        (replicas, traffic) -> {
          decisions.put(Integer.toString(replicas), rounded(traffic.messages()));
          if (traffic.isAllToAllCounted()) {
            quadratic.put(Integer.toString(replicas), rounded(traffic.allToAllMessages()));
          }
        });
    document.put("messages_per_decision", decisions);
    document.put("messages_per_decision_all_to_all", quadratic);
    document.put("storage", storage);
    document.put("machine", machine);
    return document;
  }

  private static Map<String, Object> document(Row row) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("clients", row.clients());
    document.put("tps", rounded(row.perSecond()));
    document.put("p50_ms", rounded(row.p50Ms()));
    document.put("p95_ms", rounded(row.p95Ms()));
    document.put("p99_ms", rounded(row.p99Ms()));
    document.put("max_ms", rounded(row.maxMs()));
    document.put("over_50_ms", row.stalls());
    document.put("cpu_ms", row.cpuMsPerRequest());
    document.put("use", row.use().document());
    return document;
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
