package org.specie.cli.customer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Route;
import org.specie.services.api.ServiceAddress;

/**
 * To the operators through a provider, by CONNECT of RFC 9110 section 9.3.6. An admission token
 * opens the way and names nobody; TLS between wallet and operator begins when it is open, inside
 * that of the provider if it speaks TLS itself.
 */
final class ProviderRoute implements Route {
  private static final int HEAD_MAX = 8 << 10;

  /** An attempt costs a token, and there are only so many a day. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final String END = "\r\n\r\n";
  private static final String OPENED = "HTTP/1.1 200";

  private final ServiceAddress provider;
  private final TokenPurse tokens;

  ProviderRoute(ServiceAddress provider, TokenPurse tokens) {
    this.provider = provider;
    this.tokens = tokens;
  }

  @Override
  public Duration longestPause() {
    return LONGEST_PAUSE;
  }

  @Override
  public Socket connect(Socket socket, Endpoint endpoint, int timeoutMs) throws IOException {
    String token = tokens.take();
    URI root = provider.root();
    socket.connect(new InetSocketAddress(root.getHost(), root.getPort()), timeoutMs);
    Socket way = overTls(socket);
    String request =
        "CONNECT %s HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: %s\r\n\r\n"
            .formatted(endpoint, endpoint, token);
    way.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String head = head(way.getInputStream());
    if (!head.startsWith(OPENED)) {
      throw new Refused(
          "the provider does not lead to " + endpoint + ": " + head.lines().findFirst().orElse(""));
    }
    return way;
  }

  /** Whoever answers in the provider's place gets no token. */
  private Socket overTls(Socket socket) throws IOException {
    try {
      return provider.over(socket);
    } catch (SSLException e) {
      throw new Refused(
          "who answers at " + provider + " does not prove to be it: " + e.getMessage());
    }
  }

  /** Reads no byte too many: what follows belongs to whoever is at the other end. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith(END)) {
      int next = in.read();
      if (next < 0 || head.length() >= HEAD_MAX) {
        throw new IOException("the provider does not answer as one");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
