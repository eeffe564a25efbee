package org.specie.services.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.codec.Pem;

/** A service that speaks TLS itself, among certificates that are not what they should be. */
@Timeout(120)
class TlsTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int READ_MS = 60_000;
  private static final long NOW = 1_800_000_000;

  /** Where the number stands in a key on P-256, RFC 5958 and RFC 5915. */
  private static final int SCALAR_AT = 36;

  private static final int SCALAR_SIZE = 32;
  private static final Path FILES = Path.of("src", "test", "resources", "tls");

  record Hour(long hour) {}

  private static final Operations CLOCK =
      new Operations(
          "Clock",
          "1",
          List.of(
              new Operation<>(
                  Method.GET,
                  "/v1/hour",
                  "hour",
                  "Says the hour.",
                  Access.ANYBODY,
                  Nothing.class,
                  Hour.class,
                  List.of(),
                  Operation.CONTENT_MAX,
                  _ -> Answer.done(new Hour(7)))));

  @TempDir private static Path folder;

  private final ServerSocket echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Optional<ApiServer> server = Optional.empty();

  TlsTest() throws IOException {}

  @BeforeEach
  void answer() {
    threads.execute(
        () -> {
          try (Socket caller = echo.accept()) {
            caller.getInputStream().transferTo(caller.getOutputStream());
          } catch (IOException _) {
            // The test is over.
          }
        });
  }

  @AfterEach
  void stop() throws IOException {
    echo.close();
    threads.shutdownNow();
    if (server.isPresent()) {
      server.get().close();
    }
  }

  private static Path file(String name) {
    return FILES.resolve(name);
  }

  private static ServerCertificate certificate(String name) throws IOException {
    return ServerCertificate.read(file(name + ".crt"), file("provider.key"));
  }

  private static ServerTrust trust(String name) throws IOException {
    return ServerTrust.read(file(name + ".crt"));
  }

  private void serve(String certificate, Duration silence) throws IOException {
    server =
        Optional.of(
            ApiServer.start(
                CLOCK,
                (_, shown) ->
                    shown.isPresent()
                        ? Answer.done(new Caller.Admitted())
                        : Answer.refused(ApiRefusal.UNAUTHENTICATED),
                new Relay(Set.of(place()), 2, 10_000, Duration.ofMinutes(1), Duration.ofMinutes(5)),
                new ServerLimits(8, 8, 8, 1_000, 1_000, silence),
                new Listener(LOOPBACK, 0, Optional.of(certificate(certificate)))));
  }

  private String place() {
    return LOOPBACK + ":" + echo.getLocalPort();
  }

  private int port() {
    return server.orElseThrow().port();
  }

  private Answer<Hour> ask(String scheme, String host, ServerTrust trust) throws IOException {
    URI root = URI.create(scheme + "://" + host + ":" + port());
    try (ApiClient client = new ApiClient(new ServiceAddress(root, trust))) {
      return client.ask(Method.GET, "/v1/hour", Optional.empty(), Nothing.NOTHING, Hour.class);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(READ_MS);
    return socket;
  }

  /** What the server says before it hangs up, however it does; fails if it never does. */
  private static String untilTheEnd(Socket socket) throws IOException {
    StringBuilder said = new StringBuilder();
    try {
      int next = socket.getInputStream().read();
      while (next >= 0) {
        said.append((char) next);
        next = socket.getInputStream().read();
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      // Hung up on before it had read everything.
    }
    return said.toString();
  }

  @Test
  void whoTrustsTheAuthorityOrTheCertificateItselfIsAnswered() throws IOException {
    serve("provider", Duration.ofMinutes(1));

    assertThat(ask("https", LOOPBACK, trust("authority"))).isEqualTo(Answer.done(new Hour(7)));
    assertThat(ask("https", "localhost", trust("provider"))).isEqualTo(Answer.done(new Hour(7)));
  }

  @ParameterizedTest
  @CsvSource({
    "provider, stranger",
    "foreign, authority",
    "foreign, provider",
    "expired, authority",
    "expired, expired",
    "unborn, authority",
    "unborn, unborn",
    "elsewhere, authority",
    "elsewhere, elsewhere"
  })
  void aCertificateThatDoesNotProveItIsRefusedBeforeAnythingIsAsked(String shown, String trusted)
      throws IOException {
    serve(shown, Duration.ofMinutes(1));

    assertThatThrownBy(() -> ask("https", LOOPBACK, trust(trusted)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not prove to be it");
    try (Socket plain = connect()) {
      assertThatThrownBy(() -> trust(trusted).over(plain, LOOPBACK))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void theAuthoritiesOfTheJdkDoNotVouchForIt() throws IOException {
    serve("provider", Duration.ofMinutes(1));

    assertThatThrownBy(() -> ask("https", LOOPBACK, ServerTrust.system()))
        .hasMessageContaining("does not prove to be it");
  }

  @Test
  void whoAsksWithoutTlsIsToldAndHungUpOn() throws IOException {
    serve("provider", Duration.ofMinutes(1));

    assertThat(ask("http", LOOPBACK, ServerTrust.system()))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.refusal().code()).isEqualTo(6011));
    for (String said :
        List.of(
            "GET /openapi.json HTTP/1.1\r\nHost: h\r\n\r\n",
            "CONNECT %s HTTP/1.1\r\nHost: h\r\nProxy-Authorization: t\r\n\r\n".formatted(place()),
            "\r\n\r\n\r\n",
            "\u0016\u0003not a hello of TLS, however it begins")) {
      try (Socket plain = connect()) {
        plain.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
        plain.shutdownOutput();
        String answer = untilTheEnd(plain);
        assertThat(answer).as(said).doesNotContain("200").doesNotContain("hour");
        if (said.contains("HTTP")) {
          assertThat(answer).contains("400").contains("6011").containsIgnoringCase("close");
        }
      }
    }
  }

  @Test
  void aServiceWithoutTlsIsNoneToWhoWantsIt() throws IOException {
    server =
        Optional.of(
            ApiServer.start(
                CLOCK,
                (_, _) -> Answer.refused(ApiRefusal.UNAUTHENTICATED),
                Relay.none(),
                ServerLimits.STANDARD,
                new Listener(LOOPBACK, 0, Optional.empty())));

    assertThatThrownBy(() -> ask("https", LOOPBACK, trust("authority")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not prove to be it");
  }

  @Test
  void nothingOlderThanTls13IsSpoken() throws IOException {
    serve("provider", Duration.ofMinutes(1));
    try (Socket plain = connect();
        Socket over =
            trust("authority")
                .context()
                .getSocketFactory()
                .createSocket(plain, LOOPBACK, port(), true)) {
      SSLSocket socket = (SSLSocket) over;
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
    try (Socket plain = connect();
        Socket over = trust("authority").over(plain, LOOPBACK)) {
      assertThat(((SSLSocket) over).getSession().getProtocol()).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void bytesAreLedThroughInsideOfIt() throws IOException {
    serve("provider", Duration.ofMinutes(1));
    try (Socket plain = connect();
        Socket over = trust("authority").over(plain, LOOPBACK)) {
      over.getOutputStream()
          .write(
              "CONNECT %s HTTP/1.1\r\nHost: h\r\nProxy-Authorization: t\r\n\r\n"
                  .formatted(place())
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = over.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      assertThat(head).startsWith("HTTP/1.1 200");
      byte[] said = "neither HTTP nor anything else\0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      over.getOutputStream().write(said);
      assertThat(in.readNBytes(said.length)).isEqualTo(said);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void whoStopsAfterTheFirstBytesIsHungUpOn(int bytes) throws IOException {
    serve("provider", Duration.ofMillis(300));
    try (Socket plain = connect()) {
      plain.getOutputStream().write(new byte[] {0x16, 3, 1}, 0, bytes);
      // Comes to its end long before a read gives up.
      assertThat(untilTheEnd(plain)).hasSizeLessThan(1_000);
    }
  }

  @Test
  void aKeyIsReadThatBelongsToTheCertificateAndNoOther() throws IOException {
    assertThat(certificate("provider").toString()).contains("provider").contains("key secret");
    for (String key : List.of("other.key", "traditional.key", "provider.crt")) {
      assertThatThrownBy(() -> ServerCertificate.read(file("provider.crt"), file(key)))
          .as(key)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(key);
    }
    assertThatThrownBy(() -> ServerCertificate.read(file("provider.key"), file("provider.key")))
        .hasMessageContaining("no certificate");
    Path huge = Files.writeString(folder.resolve("huge.crt"), "\n".repeat(70_000));
    assertThatThrownBy(() -> ServerTrust.read(huge)).hasMessageContaining("longer than");
    Path none = Files.writeString(folder.resolve("none.crt"), "");
    assertThatThrownBy(() -> ServerTrust.read(none)).hasMessageContaining("no certificate");
  }

  @Test
  void everyChangedByteOfAKeyIsNoticedBeforeTheServiceStarts() throws IOException {
    byte[] der = Pem.decode(Pem.PRIVATE_KEY, Files.readString(file("provider.key"))).orElseThrow();
    for (int i = SCALAR_AT; i < SCALAR_AT + SCALAR_SIZE; i++) {
      byte[] changed = der.clone();
      changed[i] ^= 1;
      Path written =
          Files.writeString(folder.resolve("changed.key"), Pem.encode(Pem.PRIVATE_KEY, changed));
      assertThatThrownBy(() -> ServerCertificate.read(file("provider.crt"), written))
          .as("byte %d", i)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "provider, 127.0.0.1, true",
    "provider, localhost, true",
    "provider, LOCALHOST, true",
    "provider, north.provider.example, true",
    "provider, provider.example, false",
    "provider, a.north.provider.example, false",
    "provider, .provider.example, false",
    "provider, 127.0.0.2, false",
    "elsewhere, 127.0.0.1, false",
    "elsewhere, elsewhere.example, true",
    "expired, 127.0.0.1, false",
    "unborn, 127.0.0.1, false"
  })
  void aServiceDoesNotStartWithACertificateThatCallersWouldRefuse(
      String name, String host, boolean isGood) throws IOException {
    ServerCertificate read = certificate(name);
    if (isGood) {
      assertThat(read.requireFor(host, () -> NOW)).isSameAs(read);
    } else {
      assertThatThrownBy(() -> read.requireFor(host, () -> NOW)).isInstanceOf(IOException.class);
    }
  }
}
