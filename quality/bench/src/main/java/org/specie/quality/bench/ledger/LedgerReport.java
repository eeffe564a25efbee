package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.specie.ledger.consensus.value.Tuning.Dissemination;
import org.specie.quality.bench.ledger.CurvePlot.Curve;
import org.specie.quality.bench.ledger.CurvePlot.Panel;
import org.specie.quality.bench.ledger.LedgerResult.Row;
import org.specie.quality.bench.ledger.model.FarResult;
import org.specie.quality.bench.ledger.model.SizeRow;
import org.specie.quality.bench.ledger.payments.PaymentsResult;
import org.specie.quality.bench.ledger.payments.PaymentsResult.Load;

/** Everything {@code bench ledger} found, as far as it was asked for. */
record LedgerReport(
    String machine,
    Optional<LedgerResult> opaque,
    Optional<PaymentsResult> payments,
    Optional<FarResult> far,
    List<SizeRow> sizes) {
  LedgerReport {
    sizes = List.copyOf(sizes);
  }

  String toTable() {
    StringBuilder out = new StringBuilder();
    List<String> lines = new ArrayList<>();
    if (opaque.isPresent()) {
      out.append(opaque.get().toTable()).append('\n');
    } else {
      lines.add(machine);
      lines.add("");
    }
    payments.ifPresent(each -> lines.addAll(each.lines()));
    far.ifPresent(each -> lines.addAll(each.lines()));
    if (!sizes.isEmpty()) {
      lines.addAll(SizeRow.lines(sizes));
    }
    return out + String.join("\n", lines).stripTrailing() + "\n";
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    opaque.ifPresent(each -> document.putAll(each.toDocument()));
    payments.ifPresent(each -> document.put("private", each.toDocument()));
    far.ifPresent(each -> document.put("wan", each.toDocument()));
    if (!sizes.isEmpty()) {
      document.put("sizes", sizes.stream().map(SizeRow::toDocument).toList());
    }
    document.put("machine", machine);
    return document;
  }

  /** Writes tables and pictures into {@code folder}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (opaque.isPresent()) {
      Files.writeString(folder.resolve("ledger.csv"), opaque.get().toCsv());
    }
    if (payments.isPresent()) {
      Files.writeString(folder.resolve("ledger-private.csv"), payments.get().toCsv());
    }
    if (opaque.isPresent() || payments.isPresent()) {
      Files.writeString(folder.resolve("ledger.svg"), CurvePlot.draw(loads()));
    }
    if (far.isPresent()) {
      Files.writeString(folder.resolve("ledger-wan.csv"), far.get().toCsv());
    }
    if (!sizes.isEmpty()) {
      Files.writeString(folder.resolve("ledger-sizes.csv"), SizeRow.toCsv(sizes));
      Files.writeString(folder.resolve("ledger-sizes.svg"), CurvePlot.draw(bySize()));
    }
  }

  /** Throughput and latency over offered load: opaque requests above, private payments below. */
  private List<List<Panel>> loads() {
    List<List<Panel>> rows = new ArrayList<>();
    opaque.ifPresent(
        result ->
            rows.add(
                List.of(
                    opaque("opaque requests a second", result, Row::perSecond),
                    opaque("opaque requests, p50 in ms", result, Row::p50Ms),
                    opaque("opaque requests, p99 in ms", result, Row::p99Ms))));
    payments.ifPresent(
        result ->
            rows.add(
                List.of(
                    payments("private payments a second", result, Load::perSecond),
                    payments("private payments, p50 in ms", result, Load::p50Ms),
                    payments("private payments, p99 in ms", result, Load::p99Ms))));
    return rows;
  }

  private static Panel opaque(String title, LedgerResult result, ToDoubleFunction<Row> value) {
    List<Curve> curves = new ArrayList<>();
    curves.add(curve("all up", result.opaque(), value));
    if (!result.oneDown().isEmpty()) {
      curves.add(curve("one down", result.oneDown(), value));
    }
    curves.add(curve("local engine", result.local(), value));
    return new Panel(title, "clients", true, curves);
  }

  private static Curve curve(String name, List<Row> rows, ToDoubleFunction<Row> value) {
    return new Curve(
        name,
        rows.stream().map(Row::clients).toList(),
        rows.stream().map(value::applyAsDouble).toList());
  }

  private static Panel payments(String title, PaymentsResult result, ToDoubleFunction<Load> value) {
    Map<Integer, Load> curve = result.curve();
    return new Panel(
        title,
        "clients",
        false,
        List.of(
            new Curve(
                "four replicas",
                List.copyOf(curve.keySet()),
                curve.values().stream().map(value::applyAsDouble).toList())));
  }

  private List<List<Panel>> bySize() {
    return List.of(
        List.of(
            sized("messages a decision", each -> each.idle().messagesPerBlock()),
            sized("one client, p50 in ms", each -> each.idle().p50Ms()),
            sized("full load, requests a second", each -> each.full().perSecond())));
  }

  private Panel sized(String title, ToDoubleFunction<SizeRow> value) {
    List<Curve> curves = new ArrayList<>();
    for (Dissemination way : Dissemination.values()) {
      List<SizeRow> rows = sizes.stream().filter(each -> each.way() == way).toList();
      curves.add(
          new Curve(
              way == Dissemination.COLLECTORS ? "collectors (SBFT)" : "everybody (PBFT)",
              rows.stream().map(SizeRow::replicas).toList(),
              rows.stream().map(value::applyAsDouble).toList()));
    }
    return new Panel(title, "replicas", true, curves);
  }
}
