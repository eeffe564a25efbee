package org.specie.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaFolderTest {
  @TempDir Path root;

  private ReplicaFolder with(String... lines) throws IOException {
    String text =
        """
        index = 1
        name = replica-1
        operators.host = 127.0.0.1
        operators.port = 1
        wallets.host = 127.0.0.1
        wallets.port = 2
        metrics.host = 127.0.0.1
        metrics.port = 3
        """;
    Files.writeString(root.resolve("replica.properties"), text + String.join("\n", lines) + "\n");
    return ReplicaFolder.read(root);
  }

  @Test
  void hasNoHeartbeatUnlessItIsToldTo() throws IOException {
    assertThat(with().heartbeatSeconds()).isZero();
    assertThat(with("heartbeat.seconds = 0").heartbeatSeconds()).isZero();
    assertThat(with("heartbeat.seconds = 86400").heartbeatSeconds()).isEqualTo(86_400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "86401", "1.5", "often", ""})
  void refusesAHeartbeatThatIsNone(String value) throws IOException {
    ReplicaFolder folder = with("heartbeat.seconds = " + value);
    assertThatThrownBy(folder::heartbeatSeconds)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("replica.properties");
  }
}
