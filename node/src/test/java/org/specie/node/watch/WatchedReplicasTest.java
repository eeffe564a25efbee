package org.specie.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.NetworkPlan;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.Replica;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.node.replica.Software;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What instruments read from four whole replicas while one after the other stops. */
@Timeout(300)
class WatchedReplicasTest {
  private static final long DEADLINE_SECONDS = 90;
  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;

  @TempDir Path directory;
  private final List<ReplicaFolder> folders = new ArrayList<>();
  private final List<Replica> running = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void found() throws IOException {
    NetworkPlan plan = NetworkPlan.standard(CLOCK.epochSeconds());
    NetworkDescription network =
        new ReplicatedFounding(directory, plan, CLOCK, ENTROPY).found("127.0.0.1", 0);
    for (NetworkDescription.Member member : network.replicas()) {
      Path folder = directory.resolve(member.folder());
      Path settings = folder.resolve("replica.properties");
      String text = Files.readString(settings);
      assertThat(text).contains("heartbeat.seconds = 0\n");
      Files.writeString(
          settings, text.replace("heartbeat.seconds = 0\n", "heartbeat.seconds = 1\n"));
      folders.add(ReplicaFolder.read(folder));
    }
    for (ReplicaFolder folder : folders) {
      running.add(Replica.open(folder, CLOCK, ENTROPY));
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (Replica each : running) {
      each.close();
    }
    client.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + folders.getFirst().metrics().port() + path);
    return client.send(
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build(),
        BodyHandlers.ofString());
  }

  private JsonNode health() throws IOException, InterruptedException {
    return new JsonMapper().readTree(get("/health").body());
  }

  private void expect(String level, int margin, int code) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!health().get("level").asString().equals(level)) {
      assertThat(System.nanoTime()).as("never %s: %s", level, health()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(health().get("margin").asInt()).isEqualTo(margin);
    assertThat(get("/health").statusCode()).isEqualTo(code);
    assertThat(Exposition.read(get("/metrics").body()).value("specie_margin", Map.of()))
        .isEqualTo(margin);
  }

  @Test
  @Requirement({"U12", "E14", "E27"})
  void healthFallsAsReplicasStopAndRisesWhenTheyAreBack() throws Exception {
    expect("healthy", 1, 200);
    Exposition said = Exposition.read(get("/metrics").body());
    assertThat(said.value("specie_build", Map.of("version", Software.version()))).isEqualTo(1);
    assertThat(health().get("version").asString()).isEqualTo(Software.version());
    everyMeterOfDashboardAndAlertsIsThere(said);
    double height = said.value("specie_height", Map.of());
    expectHeight(height + 2);

    running.removeLast().close();
    expect("at risk", 0, 200);
    assertThat(health().get("concerns").get(0).asString()).contains("replica-4");
    running.removeLast().close();
    expect("down", -1, 503);
    running.add(Replica.open(folders.get(2), CLOCK, ENTROPY));
    running.add(Replica.open(folders.get(3), CLOCK, ENTROPY));
    expect("healthy", 1, 200);
  }

  /** Nobody submits anything; the heartbeat makes blocks. */
  private void expectHeight(double height) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (Exposition.read(get("/metrics").body()).value("specie_height", Map.of()) < height) {
      assertThat(System.nanoTime()).as("never at height %s", height).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void everyMeterOfDashboardAndAlertsIsThere(Exposition said) throws IOException {
    Set<String> names =
        said.samples().stream().map(Exposition.Sample::name).collect(Collectors.toSet());
    Path monitoring = root().resolve("docs/guides/monitoring");
    Set<String> used = new TreeSet<>();
    for (String file : List.of("alerts.yml", "dashboard.json")) {
      Matcher name =
          Pattern.compile("\\bspecie_[a-z_]+").matcher(Files.readString(monitoring.resolve(file)));
      while (name.find()) {
        used.add(name.group());
      }
    }
    assertThat(used).hasSizeGreaterThan(5);
    assertThat(names).containsAll(used);
  }

  /** The folder of the whole source tree. */
  private static Path root() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("docs/guides/monitoring"))) {
        return at;
      }
    }
    throw new IOException("docs/guides/monitoring is in no folder above this one");
  }
}
