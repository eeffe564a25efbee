package org.specie.ledger.transport.link;

import org.specie.kernel.core.Check;

/**
 * What all connections of one listener may use together. Source: docs/spec/24-transport.md, section
 * 6.
 *
 * @param connectionsMax connections, those under handshake among them
 * @param perAddressMax connections from one network address, or from one /64 of IPv6
 * @param perCertificateMax connections with one certificate
 * @param handshakesMax connections under handshake
 * @param backlog connections that the operating system keeps until they are looked at
 * @param memory for frames that come and go
 */
public record ListenerLimits(
    int connectionsMax,
    int perAddressMax,
    int perCertificateMax,
    int handshakesMax,
    int backlog,
    LinkMemory memory) {
  /** Between operators: a hundred of them, and room for their reconnecting. */
  public static final ListenerLimits OPERATORS =
      new ListenerLimits(512, 128, 4, 128, 128, new LinkMemory(512L << 20, 2L << 30));

  /** For clients. */
  public static final ListenerLimits CLIENTS =
      new ListenerLimits(4_096, 1_024, 64, 256, 512, new LinkMemory(64L << 20, 32L << 20));

  public ListenerLimits {
    Check.that(connectionsMax > 0 && perAddressMax > 0, "a listener takes connections");
    Check.that(perCertificateMax > 0 && handshakesMax > 0, "a listener takes handshakes");
    Check.that(backlog > 0, "a listener has a backlog");
  }
}
