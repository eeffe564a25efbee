package org.specie.quality.requirements;

import java.util.StringJoiner;
import org.specie.quality.requirements.Coverage.CoveredRow;
import org.specie.quality.requirements.Coverage.State;

/** Writes coverage down, as a table for people and as a JSON document for programs. */
final class CoverageReport {
  private static final int TEXT_WIDTH = 96;

  private CoverageReport() {}

  /** A line a row with its tests below it, and the sums at the end. */
  static String table(Coverage coverage) {
    StringBuilder out = new StringBuilder();
    for (CoveredRow row : coverage.rows()) {
      out.append("%-5s %-9s %s%n".formatted(row.id(), row.state().word(), shortened(row.text())));
      row.tests()
          .forEach(
              (test, outcome) -> out.append("        %-8s %s%n".formatted(outcome.word(), test)));
    }
    return out.append(
            "%n%d of %d requirements proven, %d failing, %d unproven.%n"
                .formatted(
                    coverage.count(State.PROVEN),
                    coverage.rows().size(),
                    coverage.count(State.FAILING),
                    coverage.count(State.UNPROVEN)))
        .toString();
  }

  private static String shortened(String text) {
    String plain = text.replace("**", "");
    return plain.length() <= TEXT_WIDTH ? plain : plain.substring(0, TEXT_WIDTH - 1) + "…";
  }

  /** One document: the rows in order, how many are proven, how many there are. */
  static String json(Coverage coverage) {
    StringJoiner rows = new StringJoiner(",\n", "{\"rows\":[\n", "\n]");
    for (CoveredRow row : coverage.rows()) {
      StringJoiner tests = new StringJoiner(",", "[", "]");
      row.tests().keySet().forEach(test -> tests.add(quoted(test)));
      rows.add(
          "{\"id\":%s,\"text\":%s,\"tests\":%s,\"state\":%s}"
              .formatted(quoted(row.id()), quoted(row.text()), tests, quoted(row.state().word())));
    }
    return "%s,\"proven\":%d,\"total\":%d}%n"
        .formatted(rows, coverage.count(State.PROVEN), coverage.rows().size());
  }

  /** A JSON string, RFC 8259 section 7. */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
