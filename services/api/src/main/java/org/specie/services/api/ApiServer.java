package org.specie.services.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Answers the operations of a service over HTTP/1.1, with TLS or without, and describes them at
 * {@code /openapi.json}. It writes no log of requests: who asked for what is nobody's business.
 */
public final class ApiServer implements AutoCloseable {
  /** Held, because a logger nobody holds forgets its level. */
  private static final Logger LIBRARY = Logger.getLogger("org.eclipse.jetty");

  static {
    // Its warnings quote requests; what matters to the operator comes as an exception.
    LIBRARY.setLevel(Level.OFF);
  }

  private static final String DESCRIPTION = "/openapi.json";
  private static final int HEADERS_MAX = 8 << 10;
  private static final int BACKLOG_MAX = 256;

  /** Threads for accepting, selecting and the pool itself. */
  private static final int THREADS_OF_THE_SERVER = 8;

  private final Gatekeeper gatekeeper;
  private final ServerLimits limits;
  private final Rates rates;
  private final Seats seats;
  private final Routes routes;
  private final ByteString description;
  private final Server server;
  private final ServerConnector connector;

  private ApiServer(
      Operations operations,
      Gatekeeper gatekeeper,
      Relay relay,
      ServerLimits limits,
      Listener listener) {
    this.gatekeeper = gatekeeper;
    this.limits = limits;
    this.rates = new Rates(limits.perSecond(), limits.burst(), System::nanoTime);
    this.seats = new Seats(limits.ofOneNetwork());
    this.routes = new Routes(operations);
    this.description = OpenApi.document(operations);
    this.server = new Server(threads(operations.title(), limits));
    this.connector = new ServerConnector(server, 1, 1, protocols(listener));
    connector.setHost(listener.host());
    connector.setPort(listener.port());
    connector.setAcceptQueueSize(BACKLOG_MAX);
    connector.setIdleTimeout(limits.silence().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.setErrorHandler(
        (request, response, callback) -> {
          // What the library refuses by itself, before anything here sees it; it hangs up then.
          response.getHeaders().put(HttpHeader.CONNECTION, "close");
          Reply.refused(ApiRefusal.NOT_UNDERSTOOD).send(response, callback);
          return true;
        });
    Handler answering =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            reply(request).send(response, callback);
            return true;
          }
        };
    Handler all = new Tunnels(answering, relay, gatekeeper, rates);
    server.setHandler(listener.certificate().isPresent() ? new OverTlsOnly(all) : all);
  }

  /** What is tried with the first bytes of a connection, in order. */
  private static ConnectionFactory[] protocols(Listener listener) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADERS_MAX);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    return listener
        .certificate()
        .map(
            certificate -> {
              SslContextFactory.Server tls = new SslContextFactory.Server();
              tls.setSslContext(certificate.context());
              tls.setIncludeProtocols(TlsContext.VERSION);
              // Who comes without TLS is understood just far enough to be told.
              return new ConnectionFactory[] {
                new DetectorConnectionFactory(new SslConnectionFactory(tls, plain.getProtocol())),
                plain
              };
            })
        .orElseGet(() -> new ConnectionFactory[] {plain});
  }

  private static QueuedThreadPool threads(String name, ServerLimits limits) {
    QueuedThreadPool threads =
        new QueuedThreadPool(limits.concurrent() + THREADS_OF_THE_SERVER, THREADS_OF_THE_SERVER);
    threads.setName("specie-" + name);
    threads.setDaemon(true);
    return threads;
  }

  /**
   * Starts to answer.
   *
   * @throws IOException if it cannot listen there
   */
  public static ApiServer start(
      Operations operations,
      Gatekeeper gatekeeper,
      Relay relay,
      ServerLimits limits,
      Listener listener)
      throws IOException {
    ApiServer made = new ApiServer(operations, gatekeeper, relay, limits, listener);
    atTheLibrary("cannot listen on " + listener.host() + ":" + listener.port(), made.server::start);
    return made;
  }

  /** A step of the library, which declares that anything may go wrong in it. */
  @FunctionalInterface
  private interface Step {
    void take() throws Exception;
  }

  /** The one edge at which the library's failures become those of a port. */
  private static void atTheLibrary(String what, Step step) throws IOException {
    try {
      step.take();
    } catch (Exception e) {
      throw new IOException(what + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  private Reply reply(Request request) {
    String path = request.getHttpURI().getPath();
    if (path == null) {
      return Reply.refused(ApiRefusal.UNKNOWN_OPERATION);
    }
    if (request.getMethod().equals("GET") && path.equals(DESCRIPTION)) {
      return Reply.of(description);
    }
    return routes
        .find(request.getMethod(), path)
        .map(found -> answer(found.operation(), found.places(), request))
        .orElseGet(() -> Reply.refused(ApiRefusal.UNKNOWN_OPERATION));
  }

  private <I extends Record, O extends Record> Reply answer(
      Operation<I, O> operation, Map<String, String> places, Request request) {
    Network network = Network.of(request);
    long seconds = rates.take(network);
    if (seconds > 0) {
      return Reply.late(seconds);
    }
    if (!seats.take(network)) {
      return Reply.late(1);
    }
    try {
      // First: who is let in when a question begins may be locked out before it is all there.
      byte[] content = content(operation, request);
      return switch (admit(operation.access(), request)) {
        case Answer.Refused<Caller>(var refusal) -> Reply.refused(refusal);
        case Answer.Done<Caller>(var caller) -> {
          long wait = caller instanceof Caller.Customer ? rates.take(caller) : 0;
          yield wait > 0
              ? Reply.late(wait)
              : switch (operation
                  .handler()
                  .handle(new Call<>(caller, places, input(operation, content)))) {
                case Answer.Refused<O>(var refusal) -> Reply.refused(refusal);
                case Answer.Done<O>(var output) -> Reply.of(Json.write(output));
              };
        }
      };
    } catch (MalformedInput _) {
      return Reply.refused(ApiRefusal.MALFORMED);
    } catch (TooLarge _) {
      return Reply.refused(ApiRefusal.TOO_LARGE);
    } catch (IOException | UncheckedIOException _) {
      return Reply.refused(ApiRefusal.FAILED);
    } finally {
      seats.leave(network);
    }
  }

  private Answer<Caller> admit(Access access, Request request) throws IOException {
    return access == Access.ANYBODY
        ? Answer.done(new Caller.Anybody())
        : gatekeeper.admit(access, only(request, HttpHeader.AUTHORIZATION));
  }

  /** The value of {@code header}; nothing if it is missing or there twice. */
  static Optional<String> only(Request request, HttpHeader header) {
    List<String> values = request.getHeaders().getValuesList(header);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /** The content has more bytes than the operation takes. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static <I extends Record> I input(Operation<I, ?> operation, byte[] content)
      throws MalformedInput {
    return operation.method().takesContent()
        ? Json.read(content, operation.input())
        : operation.input().cast(Nothing.NOTHING);
  }

  /** What the operation takes; nothing if it takes none. */
  private byte[] content(Operation<?, ?> operation, Request request) throws IOException {
    return operation.method().takesContent()
        ? content(request, operation.contentMax())
        : new byte[0];
  }

  /** All of the content, within its size and its time: who sends a byte now and then is refused. */
  private byte[] content(Request request, int max) throws IOException {
    long deadline = System.nanoTime() + limits.silence().toNanos();
    byte[] content = new byte[max + 1];
    int length = 0;
    try (InputStream in = Content.Source.asInputStream(request)) {
      int read = in.read(content);
      while (read >= 0) {
        length += read;
        if (length > max) {
          throw new TooLarge();
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("the content took too long");
        }
        read = in.read(content, length, content.length - length);
      }
    }
    return Arrays.copyOf(content, length);
  }

  /** Ends what is under way and stops listening. */
  @Override
  public void close() throws IOException {
    atTheLibrary("the server did not stop", server::stop);
  }
}
