package org.specie.cli.bank;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line from a customer to a bank that somebody listens to, and cuts. */
final class LineToBank implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("http://\\S+");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path file;
  private final String kept;

  private LineToBank(HttpServer server, Path file, String kept) {
    this.server = server;
    this.file = file;
    this.kept = kept;
  }

  /** Told of everything that is asked, and again with the bank's answer. */
  @FunctionalInterface
  interface Listener {
    /** Whether the line breaks here. */
    boolean cuts(String path, Optional<String> answer) throws IOException;
  }

  /** Has the account that {@code file} tells of reach its bank over such a line, until closed. */
  static LineToBank of(Path file, Listener listener) throws IOException {
    String kept = Files.readString(file);
    Matcher url = URL.matcher(kept);
    if (!url.find()) {
      throw new AssertionError(kept);
    }
    URI bank = URI.create(url.group());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    LineToBank line = new LineToBank(server, file, kept);
    server.createContext("/", exchange -> line.pass(exchange, bank, listener));
    server.start();
    String here = "http://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(file, kept.replace(bank.toString(), here));
    return line;
  }

  private void pass(HttpExchange exchange, URI bank, Listener listener) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (listener.cuts(path, Optional.empty())) {
        return;
      }
      HttpRequest.Builder on =
          HttpRequest.newBuilder(bank.resolve(path))
              .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
              .header("Content-Type", "application/json")
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      HttpResponse<byte[]> answer = client.send(on.build(), BodyHandlers.ofByteArray());
      String told = new String(answer.body(), StandardCharsets.UTF_8);
      if (listener.cuts(path, Optional.of(told))) {
        return;
      }
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    client.shutdownNow();
    Files.writeString(file, kept);
  }
}
