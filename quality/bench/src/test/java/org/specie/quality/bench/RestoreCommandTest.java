package org.specie.quality.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.requirements.Requirement;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the benchmark runs and says what it promises to say; never how fast. */
final class RestoreCommandTest {
  @TempDir private Path folder;

  @Test
  @Requirement({"U1", "U17"})
  void restoresThreePaymentsAndReportsWhatItCost() throws IOException {
    Random random = new Random(3);
    List<String> told = new ArrayList<>();
    RestoreResult result = new RestoreBench(random::nextBytes, told::add).run(3, folder);
    JsonMapper mapper = JsonMapper.builder().build();
    JsonNode document = mapper.readTree(mapper.writeValueAsString(result.toDocument()));
    assertThat(document.propertyNames())
        .containsExactly(
            "payments",
            "seconds",
            "payments_per_second",
            "bytes_downloaded",
            "walk_seconds",
            "file_seconds",
            "read_seconds",
            "ledger_seconds",
            "bucket_requests",
            "block_requests",
            "unclaimed_coins",
            "floor_seconds",
            "ratio",
            "points",
            "floor_us",
            "create_ms",
            "cores",
            "machine");
    assertThat(document.get("payments").asInt()).isEqualTo(3);
    assertThat(document.get("unclaimed_coins").asInt()).isEqualTo(RestoreHistory.COINS);
    assertThat(document.get("bytes_downloaded").asLong()).isPositive();
    assertThat(document.get("points").size()).isEqualTo(2);
    assertThat(document.get("points").get(0).get("payments").asInt()).isEqualTo(1);
    assertThat(document.get("floor_us").propertyNames())
        .containsExactly("nullifier", "decode", "canonical", "memo", "view_tag", "sum");
    assertThat(result.toCsv().lines()).hasSize(3);
    assertThat(result.toTable()).contains("Only these lengths were run");
    assertThat(told).anyMatch(line -> line.startsWith("made 3 of 3 payments"));
  }

  @Test
  void refusesAHistoryOfNothing() {
    assertThat(new CommandLine(new Main()).execute("restore", "--payments", "0"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
