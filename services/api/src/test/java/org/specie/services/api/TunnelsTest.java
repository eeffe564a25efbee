package org.specie.services.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.quality.requirements.Requirement;

/** Connections led through a service to a place that sends back what it is sent. */
@Timeout(120)
class TunnelsTest {
  private static final int BYTES_MAX = 10_000;
  private static final int READ_MS = 60_000;
  private static final int WAIT_SECONDS = 60;
  private static final long LOOK_NANOS = 10_000_000;
  private static final Operations NONE = new Operations("Bridge", "1", List.of());

  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket echo = listening();
  private Optional<ApiServer> server = Optional.empty();

  TunnelsTest() throws IOException {}

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  }

  private String place() {
    return "127.0.0.1:" + echo.getLocalPort();
  }

  @BeforeEach
  void start() throws IOException {
    threads.execute(this::answer);
    bridge(2, Duration.ofMinutes(5));
    tokens.addAll(List.of("Token one", "Token two", "Token three"));
  }

  private void answer() {
    try {
      while (true) {
        Socket caller = echo.accept();
        threads.execute(
            () -> {
              try (caller) {
                caller.getInputStream().transferTo(caller.getOutputStream());
              } catch (IOException _) {
                // The caller has gone, which is how every one of them ends.
              }
            });
      }
    } catch (IOException _) {
      // The test is over, or wants nobody to answer.
    }
  }

  private void bridge(int concurrent, Duration lifetime) throws IOException {
    if (server.isPresent()) {
      server.get().close();
    }
    server =
        Optional.of(
            ApiServer.start(
                NONE,
                (_, shown) ->
                    shown.filter(tokens::remove).isPresent()
                        ? Answer.done(new Caller.Admitted())
                        : Answer.refused(ApiRefusal.UNAUTHENTICATED),
                new Relay(Set.of(place()), concurrent, BYTES_MAX, Duration.ofMinutes(1), lifetime),
                new ServerLimits(64, 8, 8, 1_000_000, 1_000_000, Duration.ofMinutes(1)),
                new Listener("127.0.0.1", 0, Optional.empty())));
  }

  @AfterEach
  void stop() throws IOException {
    echo.close();
    server.orElseThrow().close();
    threads.shutdownNow();
  }

  private Socket ask(String place, String token) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.orElseThrow().port());
    socket.setSoTimeout(READ_MS);
    socket
        .getOutputStream()
        .write(
            "CONNECT %s HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: %s\r\n\r\n"
                .formatted(place, place, token)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private int status(String place, String token) throws IOException {
    try (Socket socket = ask(place, token)) {
      return Integer.parseInt(head(socket).substring(9, 12));
    }
  }

  @Test
  @Requirement("D37")
  void bytesGoBothWaysUnread() throws IOException {
    try (Socket socket = ask(place(), "Token one")) {
      assertThat(head(socket)).startsWith("HTTP/1.1 200");
      byte[] said = "neither HTTP nor anything else\0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(said);
      assertThat(socket.getInputStream().readNBytes(said.length)).isEqualTo(said);
    }
  }

  @Test
  void aTokenLetsOneConnectionThrough() throws IOException {
    assertThat(status(place(), "Token one")).isEqualTo(200);
    assertThat(status(place(), "Token one")).isEqualTo(401);
    assertThat(status(place(), "Token none")).isEqualTo(401);
  }

  @Test
  void nobodyIsLedAnywhereElseAndKeepsTheToken() throws IOException {
    try (ServerSocket other = listening()) {
      for (String place :
          List.of(
              "127.0.0.1:" + other.getLocalPort(),
              "localhost:" + echo.getLocalPort(),
              "127.0.0.1",
              "169.254.169.254:80",
              place() + "@elsewhere:80")) {
        assertThat(status(place, "Token one")).as(place).isIn(400, 403);
      }
    }
    assertThat(status(place(), "Token one")).isEqualTo(200);
  }

  @Test
  void soManyConnectionsAtATimeAndNoMore() throws IOException {
    try (Socket first = ask(place(), "Token one");
        Socket second = ask(place(), "Token two")) {
      assertThat(head(first)).contains(" 200 ");
      assertThat(head(second)).contains(" 200 ");
      assertThat(status(place(), "Token three")).isEqualTo(503);
    }
    int seen = 503;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (seen == 503 && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
      seen = status(place(), "Token three");
    }
    assertThat(seen).as("seats are given back").isEqualTo(200);
  }

  @Test
  void aConnectionCarriesSoMuchAndNoMore() throws IOException {
    try (Socket socket = ask(place(), "Token one")) {
      assertThat(head(socket)).contains(" 200 ");
      byte[] some = new byte[BYTES_MAX / 2 - 100];
      socket.getOutputStream().write(some);
      assertThat(socket.getInputStream().readNBytes(some.length)).hasSize(some.length);
      socket.getOutputStream().write(new byte[1_000]);
      assertThat(atEnd(socket)).isTrue();
    }
  }

  /** Whether nothing comes any more, by whichever way that is told. */
  private static boolean atEnd(Socket socket) {
    try {
      return socket.getInputStream().readNBytes(1_000).length < 1_000;
    } catch (IOException e) {
      return !(e instanceof SocketTimeoutException);
    }
  }

  @Test
  void aConnectionEndsWithItsTime() throws IOException {
    bridge(2, Duration.ofSeconds(3));
    try (Socket socket = ask(place(), "Token one")) {
      assertThat(head(socket)).contains(" 200 ");
      assertThat(atEnd(socket)).isTrue();
    }
  }

  @Test
  void aPlaceThatDoesNotAnswerIsSaidToBeSilent() throws IOException {
    echo.close();
    assertThat(status(place(), "Token one")).isEqualTo(502);
  }

  @Test
  void headersAreNoPlaceForMoreHeaders() throws IOException {
    assertThat(status(place(), "Token one\r\nProxy-Authorization: Token two")).isIn(400, 401);
    assertThat(status(place() + " HTTP/1.1\r\nX: y", "Token none")).isIn(400, 401);
  }
}
