package org.specie.quality.requirements;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which requirements the last run of the tests proved. */
record Coverage(List<CoveredRow> rows) {
  /** What the tests say about a requirement. */
  enum State {
    /** At least one test, and each of its tests passed. */
    PROVEN,
    /** A test failed. */
    FAILING,
    /** No test, or one that was skipped and so shows nothing. */
    UNPROVEN;

    /** The word in reports. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A requirement, and the outcome of each test that names it, by test. */
  record CoveredRow(String id, String text, Map<String, Outcome> tests) {
    State state() {
      Collection<Outcome> outcomes = tests.values();
      if (outcomes.contains(Outcome.FAILED)) {
        return State.FAILING;
      }
      return outcomes.isEmpty() || outcomes.contains(Outcome.SKIPPED)
          ? State.UNPROVEN
          : State.PROVEN;
    }
  }

  Coverage {
    rows = List.copyOf(rows);
  }

  /**
   * Joins the rows of the page with the results.
   *
   * @throws IllegalArgumentException if a test names a row that the page does not have
   */
  static Coverage of(RequirementsPage page, Collection<TestResult> results) {
    Map<String, Map<String, Outcome>> testsByRow = new HashMap<>();
    page.rows().forEach(row -> testsByRow.put(row.id(), new TreeMap<>()));
    TreeSet<String> strangers = new TreeSet<>();
    for (TestResult result : results) {
      Map<String, Outcome> tests = testsByRow.get(result.row());
      if (tests == null) {
        strangers.add(result.row() + ", named by " + result.test());
      } else {
        tests.merge(result.test(), result.outcome(), Outcome::and);
      }
    }
    if (!strangers.isEmpty()) {
      throw new IllegalArgumentException("no such requirement: " + String.join("; ", strangers));
    }
    return new Coverage(
        page.rows().stream()
            .map(
                row ->
                    new CoveredRow(
                        row.id(), row.text(), testsByRow.getOrDefault(row.id(), Map.of())))
            .toList());
  }

  /** How many rows are in {@code state}. */
  long count(State state) {
    return rows.stream().filter(row -> row.state() == state).count();
  }
}
