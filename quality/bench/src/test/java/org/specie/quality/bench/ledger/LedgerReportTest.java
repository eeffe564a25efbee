package org.specie.quality.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.quality.bench.ledger.LedgerResult.Row;
import org.specie.quality.bench.ledger.model.ModelBench;
import org.specie.quality.requirements.Requirement;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the report says and draws what it promises; virtual figures are those of a real run. */
class LedgerReportTest {
  @TempDir private Path folder;

  private static Row row(int clients) {
    return new Row(
        clients,
        1000.0 * clients,
        3,
        4,
        5,
        6,
        0,
        new Use(List.of(100.0, 100.0, 100.0, 100.0), 10, 50, 8, 2, 1, 12, 40, 9),
        100);
  }

  private static LedgerResult opaque() {
    return new LedgerResult(
        "a machine",
        "disk",
        List.of(row(1), row(32)),
        List.of(row(1), row(32)),
        List.of(row(1), row(32)),
        new Signatures(20, 45, 4, 2),
        30,
        10,
        1_220,
        OptionalDouble.of(42),
        Optional.empty(),
        Map.of(4, new LedgerResult.Traffic(15, 3_000, 39, 5_000)));
  }

  private static void isPicture(Path file)
      throws IOException, ParserConfigurationException, SAXException {
    String text = Files.readString(file);
    assertThat(text).contains("<polyline").doesNotContain("NaN").doesNotContain("Infinity");
    var root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
  }

  @Test
  @Requirement({"D27", "E8", "E21"})
  void saysAndDrawsWhatTookHowLong()
      throws IOException, ParserConfigurationException, SAXException {
    ModelBench model = new ModelBench(true, _ -> {});
    LedgerReport report =
        new LedgerReport(
            "a machine",
            Optional.of(opaque()),
            Optional.empty(),
            Optional.of(model.far()),
            model.sizes(List.of(1)));

    JsonMapper mapper = JsonMapper.builder().build();
    JsonNode document = mapper.readTree(mapper.writeValueAsString(report.toDocument()));
    assertThat(document.get("opaque").get("clients").asInt()).isEqualTo(32);
    assertThat(document.get("opaque").get("tps").asDouble()).isEqualTo(32_000);
    assertThat(document.get("messages_per_decision").get("4").asDouble()).isEqualTo(15);
    assertThat(document.get("view_change_silence_ms").asDouble()).isEqualTo(1_220);
    assertThat(document.get("primary_timer_ms").asLong()).isEqualTo(800);
    assertThat(document.get("view_change_after_timer_ms").asDouble()).isEqualTo(42);
    assertThat(report.toTable()).contains("1220 ms, with a timer of 800", "slowest replica: 42 ms");
    JsonNode signatures = document.get("signatures");
    assertThat(signatures.get("tps_at_most").asDouble()).isEqualTo(10_000);
    assertThat(signatures.get("ratio").asDouble()).isEqualTo(3.2);
    assertThat(document.get("wan").propertyNames())
        .containsExactly("replicas", "full", "half", "ninety");
    assertThat(document.get("wan").get("half").get("p50_ms").asDouble()).isGreaterThan(250);
    assertThat(document.get("sizes").size()).isEqualTo(2);
    assertThat(report.toTable()).contains("7 replicas of 3 organisations", "all_to_all");

    report.write(folder);
    isPicture(folder.resolve("ledger.svg"));
    isPicture(folder.resolve("ledger-sizes.svg"));
    assertThat(Files.readAllLines(folder.resolve("ledger-wan.csv"))).hasSize(4);
    assertThat(Files.readAllLines(folder.resolve("ledger-sizes.csv"))).hasSize(3);
  }
}
