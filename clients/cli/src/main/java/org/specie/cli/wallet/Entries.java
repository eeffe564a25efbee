package org.specie.cli.wallet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cli.Result;
import org.specie.kernel.core.Amount;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;

/** Lines of a history, in words. */
final class Entries {
  private Entries() {}

  /** What an operation did. */
  static Result describe(Entry entry) {
    return new Result(line(entry), fields(entry));
  }

  static Result describe(List<Entry> entries) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> all = new ArrayList<>();
    for (Entry entry : entries) {
      text.append(line(entry));
      all.add(fields(entry));
    }
    if (entries.isEmpty()) {
      text.append("Nothing yet. 'specie wallet receive' shows where others pay you.\n");
    }
    return new Result(text.toString(), Result.fields("entries", all));
  }

  private static String line(Entry entry) {
    StringBuilder line = new StringBuilder();
    line.append(Instant.ofEpochSecond(entry.atSeconds()))
        .append("  ")
        .append("%-8s".formatted(entry.state().word()))
        .append("%12s".formatted(amount(entry)))
        .append("  ")
        .append(entry.kind().words());
    if (!entry.counterparty().isEmpty()) {
      line.append(", ").append(shortened(entry.counterparty()));
    }
    if (!entry.note().isEmpty()) {
      line.append(", \"").append(entry.note()).append('"');
    }
    line.append("  [").append(entry.transactionId().toShortHex()).append("]\n");
    if (entry.state() instanceof EntryState.Refused(int code, var sentence, var remedy)) {
      line.append("    %d %s Tip: %s\n".formatted(code, sentence, remedy));
    }
    return line.toString();
  }

  private static String amount(Entry entry) {
    return entry.amount().equals(Amount.ZERO) ? "" : entry.amount().toDecimal();
  }

  /** Accounts are shown whole, because people compare them; names of payees are long digits. */
  private static String shortened(String counterparty) {
    return counterparty.startsWith("0x") ? counterparty : counterparty.substring(0, 8) + "…";
  }

  private static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields =
        Result.fields(
            "transaction", entry.transactionId().toHex(),
            "kind", entry.kind().name(),
            "amount", entry.amount().toDecimal(),
            "counterparty", entry.counterparty(),
            "note", entry.note(),
            "at", Instant.ofEpochSecond(entry.atSeconds()).toString(),
            "state", entry.state().word());
    switch (entry.state()) {
      case EntryState.Pending _ -> {}
      case EntryState.Final(long height) -> fields.put("height", height);
      case EntryState.Refused(int code, String sentence, String remedy) ->
          fields.put(
              "refused", Result.fields("code", code, "sentence", sentence, "remedy", remedy));
    }
    return fields;
  }
}
