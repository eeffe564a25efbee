package org.specie.quality.bench.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.quality.bench.experiment.ExperimentResult.Series;

/**
 * What the approval of auditors adds to a payment.
 *
 * @param plain payments within the budget, from the wish to the signed state; the baseline
 * @param approved the same amounts by tier 2
 * @param rounds of approval within them: from the first question to the last signature needed
 * @param answers of single auditors
 * @param needed approvals a payment takes
 * @param auditors who were asked
 */
record ApprovalResult(
    Series plain, Series approved, Series rounds, Series answers, int needed, int auditors) {
  private double added(double share) {
    return approved.millis(share) - plain.millis(share);
  }

  String toTable() {
    return ExperimentResult.head() + toLines() + toSentence();
  }

  /** The lines of a table. */
  String toLines() {
    return plain.toLine("within the budget")
        + approved.toLine("approved by %d of %d auditors".formatted(needed, auditors))
        + rounds.toLine("of it: until enough have signed")
        + answers.toLine("one auditor's answer");
  }

  /** What stands below them. */
  String toSentence() {
    return "Approval adds %.0f ms in the median, %.0f ms at the 95th percentile.%n"
        .formatted(added(0.5), added(0.95));
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("within_budget", plain.toDocument());
    document.put("approved", approved.toDocument());
    document.put("approval", rounds.toDocument());
    document.put("answer", answers.toDocument());
    document.put("added_p50_ms", ExperimentResult.rounded(added(0.5)));
    document.put("added_p95_ms", ExperimentResult.rounded(added(0.95)));
    document.put("needed", needed);
    document.put("auditors", auditors);
    return document;
  }

  Map<String, Object> toDocument(String machine) {
    Map<String, Object> document = toDocument();
    document.put("machine", machine);
    return document;
  }
}
