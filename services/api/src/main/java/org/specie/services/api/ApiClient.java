package org.specie.services.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Asks a service over HTTP and reads its answers as strictly as it reads what it is asked. What the
 * service says may be false: an answer is read, never believed. Safe for many threads.
 */
public final class ApiClient implements AutoCloseable {
  private static final int ANSWER_MAX = 512 << 10;
  private static final long PATIENCE_SECONDS = 30;
  private static final int DONE = 200;

  private final URI root;
  private final HttpClient http;

  /** Asks the service at {@code address}. */
  public ApiClient(ServiceAddress address) {
    this.root = address.root();
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(address.trust().context())
            .sslParameters(ServerTrust.parameters())
            .build();
  }

  /**
   * Asks.
   *
   * @param authorization value of the header of that name
   * @throws IOException if the service cannot be reached or does not answer as a service does
   */
  public <O extends Record> Answer<O> ask(
      Method method, String path, Optional<String> authorization, Record input, Class<O> output)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path));
    authorization.ifPresent(value -> request.header("Authorization", value));
    BodyPublisher content =
        method.takesContent()
            ? BodyPublishers.ofByteArray(Json.write(input).toByteArray())
            : BodyPublishers.noBody();
    HttpResponse<byte[]> response = send(request.method(method.name(), content).build());
    try {
      if (response.statusCode() == DONE) {
        return Answer.done(Json.read(response.body(), output));
      }
      OpenApi.Problem problem = Json.read(response.body(), OpenApi.Problem.class);
      return Answer.refused(
          new Refusal.Explanation(
              problem.code(),
              problem.status(),
              printable(problem.title()),
              printable(problem.remedy())));
    } catch (MalformedInput e) {
      throw new IOException(
          root + path + " answers with status " + response.statusCode() + " and no known content",
          e);
    }
  }

  /** What a person may be shown on a terminal, whoever wrote it. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_MAX));
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(
          request.uri() + " did not answer within " + PATIENCE_SECONDS + " seconds", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SSLException tls) {
        throw new IOException(
            "who answers at "
                + root
                + " does not prove to be it ("
                + tls.getMessage()
                + "); is the address right, and is the authority of its certificate trusted?",
            e);
      }
      throw new IOException(root + " does not answer; does it run, and is the address right?", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + root + " was asked");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
