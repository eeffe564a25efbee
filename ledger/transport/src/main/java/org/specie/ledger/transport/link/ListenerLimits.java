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
 * @param inboundBytesMax memory that half-received frames may hold
 */
public record ListenerLimits(
    int connectionsMax,
    int perAddressMax,
    int perCertificateMax,
    int handshakesMax,
    int backlog,
    long inboundBytesMax) {
  /** Between operators: a hundred of them, and room for their reconnecting. */
  public static final ListenerLimits OPERATORS =
      new ListenerLimits(512, 128, 4, 128, 128, 512L << 20);

  /** For clients. */
  public static final ListenerLimits CLIENTS =
      new ListenerLimits(4_096, 1_024, 64, 256, 512, 64L << 20);

  public ListenerLimits {
    Check.that(connectionsMax > 0 && perAddressMax > 0, "a listener takes connections");
    Check.that(perCertificateMax > 0 && handshakesMax > 0, "a listener takes handshakes");
    Check.that(backlog > 0 && inboundBytesMax > 0, "a listener takes frames");
  }
}
