package org.specie.ledger.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How a client's socket gets to an endpoint: straight there, or through somebody who passes bytes
 * on. Whoever is on the way sees how many bytes go by and when; TLS runs from end to end and begins
 * when the route is there. Source: docs/spec/24-transport.md 5.8.
 */
@FunctionalInterface
public interface Route {
  /** After an attempt that failed; it doubles from one to the next. */
  Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  /** Whoever is on the way was reached and does not pass anything on. */
  final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }

  /**
   * Connects {@code socket}, so that bytes written to what comes back arrive at {@code endpoint}:
   * the socket itself, or one that runs over it and ends when it is closed.
   *
   * @param timeoutMs for connecting; what comes after it ends with the link's set-up
   */
  Socket connect(Socket socket, Endpoint endpoint, int timeoutMs) throws IOException;

  /** The longest pause between attempts to reach somebody who cannot be reached. */
  default Duration longestPause() {
    return SHORTEST_PAUSE;
  }

  /** Straight there. */
  static Route direct() {
    return (socket, endpoint, timeoutMs) -> {
      InetSocketAddress address = endpoint.resolve();
      if (address.isUnresolved()) {
        throw new UnknownHostException(endpoint.host());
      }
      socket.connect(address, timeoutMs);
      return socket;
    };
  }
}
