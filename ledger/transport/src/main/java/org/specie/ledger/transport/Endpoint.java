package org.specie.ledger.transport;

import java.net.InetSocketAddress;
import org.specie.kernel.core.Check;

/** Where a party listens: a host name or address, resolved at each dial, and a port. */
public record Endpoint(String host, int port) {
  private static final int PORT_MAX = 65_535;

  /** Longest host name, RFC 1035. */
  private static final int HOST_CHARS_MAX = 253;

  public Endpoint {
    Check.that(
        !host.isEmpty() && host.length() <= HOST_CHARS_MAX, "a host has 1 to 253 characters");
    Check.that(0 < port && port <= PORT_MAX, "a port is between 1 and 65535");
  }

  /** Looks the host up; may block. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
