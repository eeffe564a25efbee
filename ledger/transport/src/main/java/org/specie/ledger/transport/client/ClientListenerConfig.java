package org.specie.ledger.transport.client;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.ListenerLimits;

/**
 * How an operator serves clients.
 *
 * @param listen where to listen; port 0 takes a free one
 * @param anonymous whether clients without a certificate are let in; those with one always are
 * @param rate what one connection may send, if that is limited
 */
public record ClientListenerConfig(
    InetSocketAddress listen,
    boolean anonymous,
    LinkLimits link,
    ListenerLimits listener,
    Optional<RateLimit> rate) {
  /** Wallets and readers, with the usual limits and no rate. */
  public static ClientListenerConfig usual(InetSocketAddress listen) {
    return new ClientListenerConfig(
        listen, true, LinkLimits.CLIENTS, ListenerLimits.CLIENTS, Optional.empty());
  }
}
