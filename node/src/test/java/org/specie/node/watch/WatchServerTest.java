package org.specie.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.node.watch.HealthReport.Level;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class WatchServerTest {
  private static final int OPEN_MAX = 8;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<HealthReport> health =
      new AtomicReference<>(report(Level.HEALTHY, 1));
  private final List<WatchServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(WatchServer::close);
    client.close();
  }

  static HealthReport report(Level level, int margin, String... concerns) {
    ReplicaStatus status =
        new ReplicaStatus(
            "replica \"1\"\\", "1.2.3", 60, 9, 8, 7, 2, 3, "primary", "fast", 3, 4, margin, 0);
    return new HealthReport(level, margin, List.of(concerns), status);
  }

  private WatchServer serve(Supplier<String> metrics) throws IOException {
    WatchServer server =
        WatchServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, health::get);
    servers.add(server);
    return server;
  }

  private static HttpRequest.Builder request(WatchServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> get(WatchServer server, String path) throws Exception {
    return client.send(request(server, path).GET().build(), BodyHandlers.ofString());
  }

  @Test
  @Requirement({"U12", "E27"})
  void servesWhatIsMeasuredAtTheMomentItIsAsked() throws Exception {
    AtomicReference<String> text = new AtomicReference<>("specie_height 1.0\n");
    WatchServer server = serve(text::get);
    assertThat(get(server, "/metrics").body()).isEqualTo("specie_height 1.0\n");
    text.set("specie_height 2.0\n");
    HttpResponse<String> later = get(server, "/metrics");
    assertThat(later.body()).isEqualTo("specie_height 2.0\n");
    assertThat(later.statusCode()).isEqualTo(200);
    assertThat(later.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  @Requirement({"U12", "E14"})
  void answersHealthAsJsonAndByItsCode(Level level) throws Exception {
    health.set(report(level, 1, "operator \"2\" is not connected", "a\ttab"));
    HttpResponse<String> answer = get(serve(() -> ""), "/health");
    assertThat(answer.statusCode()).isEqualTo(level == Level.DOWN ? 503 : 200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode json = new JsonMapper().readTree(answer.body());
    assertThat(json.get("level").asString()).isEqualTo(level.word());
    assertThat(json.get("margin").asInt()).isEqualTo(1);
    assertThat(json.get("concerns").get(0).asString()).isEqualTo("operator \"2\" is not connected");
    assertThat(json.get("concerns").get(1).asString()).isEqualTo("a\ttab");
    assertThat(json.get("name").asString()).isEqualTo("replica \"1\"\\");
    assertThat(json.get("version").asString()).isEqualTo("1.2.3");
    assertThat(json.get("certifiedHeight").asLong()).isEqualTo(8);
    assertThat(json.get("operators").asInt()).isEqualTo(4);
  }

  @Test
  void takesNoOtherRequestsThanThese() throws Exception {
    WatchServer server = serve(() -> "specie_height 1.0\n");
    for (String path : List.of("/metrics", "/health")) {
      HttpRequest post = request(server, path).POST(BodyPublishers.ofString("x")).build();
      assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).as(path).isEqualTo(405);
    }
    assertThat(get(server, "/").statusCode()).isEqualTo(404);
    assertThat(get(server, "/admin").statusCode()).isEqualTo(404);
  }

  @Test
  void turnsAwayWhoComesWhileAsManyAsItAnswersAreBeingAnswered() throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(OPEN_MAX);
    WatchServer server =
        serve(
            () -> {
              busy.countDown();
              awaitQuietly(mayGoOn);
              return "specie_height 1.0\n";
            });
    List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
    for (int i = 0; i < OPEN_MAX; i++) {
      held.add(
          client.sendAsync(request(server, "/metrics").GET().build(), BodyHandlers.ofString()));
    }
    assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(get(server, "/metrics").statusCode()).isEqualTo(503);
    assertThat(get(server, "/health").statusCode()).isEqualTo(503);
    mayGoOn.countDown();
    for (CompletableFuture<HttpResponse<String>> each : held) {
      assertThat(each.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(get(server, "/health").statusCode()).as("room again").isEqualTo(200);
  }

  /** Such as whoever connects and never asks. */
  @Test
  @Requirement("D3")
  void connectionsThatNeverFinishAskingAreEnded() throws Exception {
    WatchServer server = serve(() -> "specie_height 1.0\n");
    List<Socket> halfOpen = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * WatchServer.CONNECTIONS_MAX; i++) {
        halfOpen.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
      for (Socket each : halfOpen) {
        assertThat(isEnded(each)).isTrue();
      }
      awaitAnswer(server);
    } finally {
      for (Socket each : halfOpen) {
        each.close();
      }
    }
  }

  private static boolean isEnded(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    try {
      socket.getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private void awaitAnswer(WatchServer server) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Optional<HttpResponse<String>> answer = Optional.empty();
    while (answer.isEmpty()) {
      try {
        answer = Optional.of(get(server, "/metrics"));
      } catch (IOException turnedAway) {
        assertThat(System.nanoTime()).as("turned away for long: %s", turnedAway).isLessThan(end);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    assertThat(answer.get().statusCode()).isEqualTo(200);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
