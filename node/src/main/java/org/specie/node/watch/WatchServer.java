package org.specie.node.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * {@code /metrics} in the text format of Prometheus and {@code /health} as JSON, which answers 503
 * while the replica takes no payments. Plain HTTP: it belongs on an address only the operator's own
 * machines reach. A few requests are answered at one time; the others are turned away. Connections
 * are few, and one that takes too long to ask or to listen is closed.
 */
public final class WatchServer implements AutoCloseable {
  private static final int BACKLOG = 16;
  private static final int OPEN_MAX = 8;

  /** Connections at once, those included that have asked for nothing yet. */
  static final int CONNECTIONS_MAX = 64;

  /** Seconds to ask in, and seconds to take the answer in. */
  private static final int SECONDS_MAX = 5;

  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";

  static {
    // The JDK's server has these limits for the whole process, and knows no other way to set them.
    limit("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
    limit("sun.net.httpserver.maxReqTime", SECONDS_MAX);
    limit("sun.net.httpserver.maxRspTime", SECONDS_MAX);
    limit("sun.net.httpserver.maxReqHeaders", 32);
    limit("sun.net.httpserver.maxReqHeaderSize", 8 << 10);
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("specie-watch-", 0).factory());
  private final Semaphore open = new Semaphore(OPEN_MAX);
  private final Supplier<String> metrics;
  private final Supplier<HealthReport> health;

  private WatchServer(HttpServer server, Supplier<String> metrics, Supplier<HealthReport> health) {
    this.server = server;
    this.metrics = metrics;
    this.health = health;
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** Serves {@code metrics} and {@code health} on {@code address}. */
  public static WatchServer start(
      InetSocketAddress address, Supplier<String> metrics, Supplier<HealthReport> health)
      throws IOException {
    WatchServer watch = new WatchServer(HttpServer.create(address, BACKLOG), metrics, health);
    watch.server.createContext("/metrics", watch::metrics);
    watch.server.createContext("/health", watch::health);
    watch.server.setExecutor(watch.threads);
    watch.server.start();
    return watch;
  }

  /** The port listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void metrics(HttpExchange exchange) throws IOException {
    answer(exchange, () -> new Answer(OK, TEXT, metrics.get()));
  }

  private void health(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        () -> {
          HealthReport report = health.get();
          return new Answer(report.isServing() ? OK : UNAVAILABLE, JSON, report.json());
        });
  }

  private record Answer(int code, String type, String body) {}

  private void answer(HttpExchange exchange, Supplier<Answer> answer) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
      } else if (!open.tryAcquire()) {
        exchange.sendResponseHeaders(UNAVAILABLE, -1);
      } else {
        try {
          send(exchange, answer.get());
        } finally {
          open.release();
        }
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.code(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
