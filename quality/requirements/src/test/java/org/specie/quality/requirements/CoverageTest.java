package org.specie.quality.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Coverage.State;
import org.specie.quality.requirements.RequirementsPage.Row;

class CoverageTest {
  private static final RequirementsPage PAGE =
      new RequirementsPage(
          List.of(new Row("D1", "No double spend"), new Row("D2", "say \"no\"\t\\")));

  private static State stateOfD1(TestResult... results) {
    return Coverage.of(PAGE, List.of(results)).rows().getFirst().state();
  }

  private static TestResult d1(String test, Outcome outcome) {
    return new TestResult("D1", test, outcome);
  }

  @Test
  void refusesRowsThePageDoesNotHave() {
    TestResult stranger = new TestResult("D99", "ATest#a", Outcome.PASSED);

    assertThatThrownBy(() -> Coverage.of(PAGE, List.of(stranger)))
        .hasMessageContaining("no such requirement: D99, named by ATest#a");
  }

  @Test
  void isUnprovenWithoutTests() {
    assertThat(stateOfD1()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void isUnprovenWhenATestWasOnlySkipped() {
    assertThat(stateOfD1(d1("a", Outcome.SKIPPED))).isEqualTo(State.UNPROVEN);
    assertThat(stateOfD1(d1("a", Outcome.SKIPPED), d1("b", Outcome.PASSED)))
        .isEqualTo(State.UNPROVEN);
  }

  @Test
  void isFailingWhenOneTestFailed() {
    assertThat(stateOfD1(d1("a", Outcome.PASSED), d1("b", Outcome.FAILED)))
        .isEqualTo(State.FAILING);
    assertThat(stateOfD1(d1("a", Outcome.PASSED), d1("a", Outcome.FAILED)))
        .isEqualTo(State.FAILING);
  }

  @Test
  void isProvenWhenEveryTestPassed() {
    assertThat(stateOfD1(d1("a", Outcome.PASSED), d1("b", Outcome.PASSED))).isEqualTo(State.PROVEN);
    assertThat(stateOfD1(d1("a", Outcome.SKIPPED), d1("a", Outcome.PASSED)))
        .as("one invocation of a parameterised test was skipped")
        .isEqualTo(State.PROVEN);
  }

  @Test
  void writesTheJsonDocument() {
    Coverage coverage =
        Coverage.of(PAGE, List.of(d1("b", Outcome.PASSED), d1("a", Outcome.PASSED)));

    assertThat(CoverageReport.json(coverage))
        .isEqualToIgnoringNewLines(
            """
            {"rows":[
            {"id":"D1","text":"No double spend","tests":["a","b"],"state":"proven"},
            {"id":"D2","text":"say \\"no\\"\\u0009\\\\","tests":[],"state":"unproven"}
            ],"proven":1,"total":2}
            """);
  }

  @Test
  void writesTheTable() {
    Coverage coverage = Coverage.of(PAGE, List.of(d1("a", Outcome.FAILED)));

    assertThat(CoverageReport.table(coverage))
        .contains(
            "D1    failing   No double spend",
            "failed   a",
            "0 of 2 requirements proven, 1 failing, 1 unproven.");
  }
}
