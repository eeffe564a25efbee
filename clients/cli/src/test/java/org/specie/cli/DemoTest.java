package org.specie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job, as the README promises it. */
final class DemoTest {
  @TempDir private Path directory;

  @Test
  @Requirement({"D5", "D9", "D15", "D16", "D17", "D18", "D21", "D22", "U16", "U17"})
  void tellsTheStoryAsOneDocumentAndSaysThatAllIsWell() {
    Terminal.Ran demo = new Terminal(directory).run("demo", "--json");
    assertThat(demo.exitCode()).as(demo.err()).isZero();
    JsonNode document = JsonMapper.builder().build().readTree(demo.out());
    assertThat(document.propertyNames()).containsExactlyInAnyOrder("steps", "checks", "ok");
    assertThat(document.get("ok").asBoolean()).isTrue();
    assertThat(document.get("steps").size()).isGreaterThanOrEqualTo(15);
    for (JsonNode step : document.get("steps")) {
      assertThat(step.propertyNames()).containsExactlyInAnyOrder("name", "ok", "detail");
      assertThat(step.get("ok").asBoolean()).as(step.toString()).isTrue();
    }
    assertThat(document.get("checks").size()).isGreaterThanOrEqualTo(4);
    for (JsonNode check : document.get("checks")) {
      assertThat(check.propertyNames()).containsExactlyInAnyOrder("name", "ok");
      assertThat(check.get("ok").asBoolean()).as(check.toString()).isTrue();
    }
    assertThat(demo.out().strip()).as("one document, nothing else").doesNotContain("\n");
    assertThat(demo.err()).as("progress goes to stderr").isNotBlank();
    // Ninety-odd transactions went through wallets, replica and signers; none left a name in a log.
    assertThat(demo.err())
        .as("no nullifier, identity or address in what is logged")
        .doesNotContainPattern("[0-9a-fA-F]{32,}|spc1|0x[0-9a-fA-F]");
    String story = document.get("steps").toString();
    assertThat(story).contains("REFUSED 3002", "REFUSED 3001", "killed while customers pay");
  }
}
