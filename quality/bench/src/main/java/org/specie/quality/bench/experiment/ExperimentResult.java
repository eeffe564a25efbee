package org.specie.quality.bench.experiment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the experiment came to.
 *
 * @param payers wallets that pay at once
 * @param throughProviders payments by way of three providers
 * @param straight the same wallets without providers, the baseline
 * @param tier2 payments by turns within the budget and with the approval of auditors
 * @param restored wallets from words, through the providers
 */
record ExperimentResult(
    int payers, Series throughProviders, Series straight, ApprovalResult tier2, Series restored) {
  /**
   * Something that was done again and again.
   *
   * @param seconds all of it took
   * @param millis each took, ascending
   */
  record Series(double seconds, List<Double> millis) {
    Series {
      millis = millis.stream().sorted().toList();
    }

    static Series of(double seconds, long[] nanos) {
      return new Series(seconds, Arrays.stream(nanos).mapToObj(each -> each / 1e6).toList());
    }

    /** The same of times one after the other. */
    static Series of(List<Double> millis) {
      return new Series(millis.stream().mapToDouble(each -> each).sum() / 1000, millis);
    }

    double perSecond() {
      return millis.size() / seconds;
    }

    /** The milliseconds that {@code share} of them did not exceed; NaN of none. */
    double millis(double share) {
      return millis.isEmpty()
          ? Double.NaN
          : millis.get((int) Math.round(share * (millis.size() - 1)));
    }

    Map<String, Object> toDocument() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("count", millis.size());
      document.put("per_second", rounded(perSecond()));
      document.put("p50_ms", rounded(millis(0.5)));
      document.put("p95_ms", rounded(millis(0.95)));
      document.put("p99_ms", rounded(millis(0.99)));
      return document;
    }

    String toLine(String what) {
      return "%-38s %6d %8.1f %9.0f %9.0f %9.0f%n"
          .formatted(what, millis.size(), perSecond(), millis(0.5), millis(0.95), millis(0.99));
    }
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  Map<String, Object> toDocument(String machine) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("payers", payers);
    document.put("through_providers", throughProviders.toDocument());
    document.put("straight", straight.toDocument());
    document.put("ratio", rounded(throughProviders.perSecond() / straight.perSecond()));
    document.put("tier2", tier2.toDocument());
    document.put("restore", restored.toDocument());
    document.put("machine", machine);
    return document;
  }

  /** What stands above the lines of a table. */
  static String head() {
    return "%-38s %6s %8s %9s %9s %9s%n".formatted("", "count", "a second", "p50 ms", "p95", "p99");
  }

  String toTable() {
    return head()
        + throughProviders.toLine(payers + " pay through providers")
        + straight.toLine(payers + " pay straight to the operators")
        + tier2.toLines()
        + restored.toLine("restored from words, through providers")
        + tier2.toSentence();
  }
}
