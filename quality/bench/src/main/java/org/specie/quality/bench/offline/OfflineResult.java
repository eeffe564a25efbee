package org.specie.quality.bench.offline;

import com.google.errorprone.annotations.FormatMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench offline} measured.
 *
 * @param known acceptance on a token that was seen before, as a payee's own are
 * @param fresh acceptance on a token that was never seen
 * @param workers what so many accept side by side, without a card
 * @param inspectMicros one payment that comes in for the first time, CPU time, writes included
 * @param agents what a payment key and a token cost their agents, and a million people with it
 * @param payMillis of the applet on a card of software, elapsed
 * @param operations of a card by command, what takes its time
 * @param messages by size
 * @param withdrawals by vaults
 * @param cardMillis of a payment by a vault's card that takes its time
 */
record OfflineResult(
    Acceptance known,
    Acceptance fresh,
    List<AcceptanceBench.Rate> workers,
    double inspectMicros,
    AgentLoad agents,
    double payMillis,
    Map<String, Map<String, Integer>> operations,
    List<Size> messages,
    List<WithdrawalBench.Rate> withdrawals,
    int cardMillis,
    String machine) {
  private static final double MICROS = 1e6;

  /**
   * One acceptance, CPU time on one core.
   *
   * @param floorMicros the signatures under it and nothing else, in the same run
   */
  record Acceptance(double micros, double floorMicros) {
    double perSecond() {
      return MICROS / micros;
    }

    Map<String, Object> toDocument() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("per_second_and_core", perSecond());
      document.put("us", micros);
      document.put("floor_us", floorMicros);
      return document;
    }
  }

  /**
   * How large a message is.
   *
   * @param bytes as a file or over a wire
   * @param characters as a link
   * @param codes as pictures
   * @param version of the largest code, 1 to 40
   */
  record Size(String name, int bytes, int characters, int codes, int version) {}

  OfflineResult {
    operations = new LinkedHashMap<>(operations);
    workers = List.copyOf(workers);
    messages = List.copyOf(messages);
    withdrawals = List.copyOf(withdrawals);
  }

  String toTable() {
    StringBuilder out = new StringBuilder();
    line(out, "Offline cash");
    line(out, "%s", machine);
    line(out, "");
    rate(out, "payments accepted, token known", known.micros());
    rate(out, "  floor: their two signatures, by the JDK", known.floorMicros());
    rate(out, "payments accepted, token new", fresh.micros());
    rate(out, "  floor: their three signatures, by the JDK", fresh.floorMicros());
    for (AcceptanceBench.Rate each : workers) {
      line(
          out,
          "%-44s %9.0f a second",
          "  all workers together, no card: " + each.workers(),
          each.perSecond());
    }
    rate(out, "payments inspected", inspectMicros);
    rate(out, "payment keys certified", agents.certifyMicros());
    rate(out, "tokens made", agents.makeTokenMicros());
    line(
        out,
        "  a million people, %d payments a day, peak %d: %.0f keys and %.0f tokens a second, %.2f"
            + " cores, %.0f GB of book a year",
        AgentLoad.PAYMENTS_A_DAY,
        AgentLoad.PEAK,
        agents.certificationsPerSecond(),
        agents.tokensPerSecond(),
        agents.cores(),
        agents.bookGigabytes());
    line(out, "%-44s %9.1f ms", "payment by a card of software", payMillis);
    line(out, "");
    operations.forEach((name, counts) -> line(out, "%-20s %s", name, counts));
    line(out, "");
    line(out, "%-32s %7s %11s %6s %8s", "message", "bytes", "characters", "codes", "version");
    for (Size each : messages) {
      line(
          out,
          "%-32s %7d %11d %6d %8d",
          each.name(),
          each.bytes(),
          each.characters(),
          each.codes(),
          each.version());
    }
    line(out, "");
    line(
        out,
        "%-32s %14s %24s",
        "withdrawals a second",
        "card at once",
        "card after " + cardMillis + " ms");
    for (WithdrawalBench.Rate each : withdrawals) {
      line(
          out,
          "%-32s %14.1f %24.1f",
          "  vaults: " + each.vaults(),
          each.perSecond(),
          each.pacedPerSecond());
    }
    return out.toString();
  }

  private static void rate(StringBuilder out, String what, double micros) {
    line(out, "%-44s %9.0f a second and core, %.0f µs", what, MICROS / micros, micros);
  }

  @FormatMethod
  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("accepted", known.toDocument());
    document.put("accepted_new_token", fresh.toDocument());
    document.put("accepted_by_workers", workers.stream().map(OfflineResult::document).toList());
    document.put("inspected_per_second_and_core", MICROS / inspectMicros);
    document.put("agents", agents.toDocument());
    document.put("pay_software_card_ms", payMillis);
    document.put("card_operations", operations);
    document.put("messages", messages.stream().map(OfflineResult::document).toList());
    document.put("card_ms", cardMillis);
    document.put("withdrawals", withdrawals.stream().map(OfflineResult::document).toList());
    document.put("machine", machine);
    return document;
  }

  private static Map<String, Object> document(AcceptanceBench.Rate rate) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("workers", rate.workers());
    document.put("per_second", rate.perSecond());
    return document;
  }

  private static Map<String, Object> document(WithdrawalBench.Rate rate) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("vaults", rate.vaults());
    document.put("per_second", rate.perSecond());
    document.put("paced_per_second", rate.pacedPerSecond());
    return document;
  }

  private static Map<String, Object> document(Size size) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", size.name());
    document.put("bytes", size.bytes());
    document.put("characters", size.characters());
    document.put("codes", size.codes());
    document.put("qr_version", size.version());
    return document;
  }
}
