package org.specie.quality.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.port.Entropy;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the benchmark runs and says what it promises to say; never how fast. */
final class TransportCommandTest {
  private static Entropy entropy() {
    Random random = new Random(1);
    return bytes -> {
      synchronized (random) {
        random.nextBytes(bytes);
      }
    };
  }

  @Test
  void measuresBothSizesBesideTheBaseline() throws IOException {
    TransportResult result = new TransportBench(entropy(), 20, 20, line -> {}).run();
    JsonMapper mapper = JsonMapper.builder().build();
    JsonNode document = mapper.readTree(mapper.writeValueAsString(result.toDocument()));

    assertThat(document.propertyNames()).containsExactly("points", "cores", "machine");
    assertThat(document.get("points").size()).isEqualTo(2);
    for (JsonNode point : document.get("points")) {
      point.forEach(figure -> assertThat(figure.asLong()).isPositive());
    }
    assertThat(result.toTable()).contains("8,192").contains("bare trip us");
  }

  @Test
  void refusesNoTimeAtAll() {
    assertThat(new CommandLine(new Main()).execute("transport", "--seconds", "0"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }
}
