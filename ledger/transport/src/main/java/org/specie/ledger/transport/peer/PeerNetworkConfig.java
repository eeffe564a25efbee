package org.specie.ledger.transport.peer;

import java.net.InetSocketAddress;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.ListenerLimits;

/**
 * How an operator's network is set up.
 *
 * @param listen where to listen; port 0 takes a free one
 */
public record PeerNetworkConfig(
    InetSocketAddress listen, LinkLimits link, ListenerLimits listener, Backoff backoff) {
  /** The usual limits. */
  public static PeerNetworkConfig usual(InetSocketAddress listen) {
    return new PeerNetworkConfig(
        listen, LinkLimits.OPERATORS, ListenerLimits.OPERATORS, Backoff.USUAL);
  }
}
