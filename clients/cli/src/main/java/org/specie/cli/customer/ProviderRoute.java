package org.specie.cli.customer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Route;

/**
 * To the operators through a provider, by CONNECT of RFC 9110 section 9.3.6. An admission token
 * opens the way and names nobody; TLS between wallet and operator begins when it is open.
 */
final class ProviderRoute implements Route {
  private static final int HEAD_MAX = 8 << 10;
  private static final String END = "\r\n\r\n";
  private static final String OPENED = "HTTP/1.1 200";

  private final URI provider;
  private final TokenPurse tokens;

  ProviderRoute(URI provider, TokenPurse tokens) {
    this.provider = provider;
    this.tokens = tokens;
  }

  @Override
  public void connect(Socket socket, Endpoint endpoint, int timeoutMs) throws IOException {
    String token = tokens.take();
    socket.connect(new InetSocketAddress(provider.getHost(), provider.getPort()), timeoutMs);
    String request =
        "CONNECT %s HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: %s\r\n\r\n"
            .formatted(endpoint, endpoint, token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String head = head(socket.getInputStream());
    if (!head.startsWith(OPENED)) {
      throw new Refused(
          "the provider does not lead to " + endpoint + ": " + head.lines().findFirst().orElse(""));
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
