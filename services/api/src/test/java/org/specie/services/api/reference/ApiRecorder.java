package org.specie.services.api.reference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands between a service and whoever asks it, passes everything on, and keeps the first exchange
 * of each operation that was done.
 */
public final class ApiRecorder implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern PLACE = Pattern.compile("\\{[a-z]+}");
  private static final List<String> HEADERS = List.of("Authorization", "Content-Type");
  private static final int DONE = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Exchange> kept = new ConcurrentHashMap<>();
  private volatile Optional<Service> service = Optional.empty();

  private record Service(URI root, JsonNode document) {}

  /** Has a port from now on, and nobody behind it. */
  public ApiRecorder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    // A service may ask another through this while it is asked through this itself.
    server.setExecutor(threads);
    server.start();
  }

  /** Leads to the service at {@code port} of this machine from now on. */
  public ApiRecorder leadTo(int port) throws IOException {
    URI root = URI.create("http://127.0.0.1:" + port);
    String told =
        new String(
            send(HttpRequest.newBuilder(root.resolve("/openapi.json")).build()).body(),
            StandardCharsets.UTF_8);
    service = Optional.of(new Service(root, JSON.readTree(told)));
    return this;
  }

  /** Where to ask instead of the service. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What the service says of itself. */
  public JsonNode document() {
    return service.orElseThrow().document();
  }

  /** What was done for {@code route}, where anything was. */
  public Optional<Exchange> exchange(String route) {
    return Optional.ofNullable(kept.get(route));
  }

  /** Takes over what {@code other}, at another service of this kind, saw done. */
  public void learn(ApiRecorder other) {
    other.kept.forEach(kept::putIfAbsent);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted at " + request.uri());
    }
  }

  private void pass(HttpExchange asked) throws IOException {
    try (asked) {
      byte[] content = asked.getRequestBody().readAllBytes();
      Service behind = service.orElseThrow();
      String path = asked.getRequestURI().getRawPath();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(behind.root().resolve(path))
              .method(asked.getRequestMethod(), BodyPublishers.ofByteArray(content));
      for (String header : HEADERS) {
        Optional.ofNullable(asked.getRequestHeaders().getFirst(header))
            .ifPresent(value -> request.header(header, value));
      }
      HttpResponse<byte[]> answer = send(request.build());
      if (answer.statusCode() == DONE) {
        keep(behind, asked, path, content, answer.body());
      }
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> asked.getResponseHeaders().set("Content-Type", type));
      asked.sendResponseHeaders(answer.statusCode(), answer.body().length);
      asked.getResponseBody().write(answer.body());
    }
  }

  private void keep(
      Service behind, HttpExchange asked, String path, byte[] content, byte[] answer) {
    Legible legible = new Legible("127.0.0.1:" + port());
    String method = asked.getRequestMethod();
    for (String described : behind.document().required("paths").propertyNames()) {
      if (matches(described, path)) {
        kept.putIfAbsent(
            method + " " + described,
            new Exchange(
                method + " " + described,
                method + " " + path(described, path, legible),
                Optional.ofNullable(asked.getRequestHeaders().getFirst("Authorization"))
                    .map(legible::text),
                Optional.of(content).filter(bytes -> bytes.length > 0).map(legible::json),
                legible.json(answer)));
      }
    }
  }

  private static boolean matches(String described, String path) {
    String[] parts = PLACE.split(described, -1);
    List<String> quoted = new ArrayList<>();
    for (String part : parts) {
      quoted.add(Pattern.quote(part));
    }
    return path.matches(String.join("[^/]+", quoted));
  }

  /** The path as it was asked, but with the name of a place where bytes stand. */
  private static String path(String described, String path, Legible legible) {
    String[] names = described.split("/", -1);
    String[] values = path.split("/", -1);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      shown.add(legible.text(values[i]).equals(values[i]) ? values[i] : names[i]);
    }
    return String.join("/", shown);
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdown();
  }
}
