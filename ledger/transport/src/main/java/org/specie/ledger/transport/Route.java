package org.specie.ledger.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/**
 * How a client's socket gets to an endpoint: straight there, or through somebody who passes bytes
 * on. Whoever is on the way sees how many bytes go by and when; TLS runs from end to end and begins
 * when the route is there. Source: docs/spec/24-transport.md 5.8.
 */
@FunctionalInterface
public interface Route {
  /** Whoever is on the way was reached and does not pass anything on. */
  final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }

  /**
   * Connects {@code socket}, so that bytes written to it arrive at {@code endpoint}.
   *
   * @param timeoutMs for connecting; what comes after it ends with the link's set-up
   */
  void connect(Socket socket, Endpoint endpoint, int timeoutMs) throws IOException;

  /** Straight there. */
  static Route direct() {
    return (socket, endpoint, timeoutMs) -> {
      InetSocketAddress address = endpoint.resolve();
      if (address.isUnresolved()) {
        throw new UnknownHostException(endpoint.host());
      }
      socket.connect(address, timeoutMs);
    };
  }
}
