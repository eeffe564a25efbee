package org.specie.cash.gateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.client.ClientDialer;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.LinkLimits;

/**
 * Lines to replicas over TLS. A replica is known by its operator's certificate, which the pinned
 * governance authority issued; a wallet shows none. Closing this closes all of its lines.
 */
public final class TlsLines implements AutoCloseable {
  /** Where a replica, or a reader, serves wallets. */
  public record Place(String name, Endpoint endpoint, Role role) {
    /** An operator's replica. */
    public Place(String operator, Endpoint endpoint) {
      this(operator, endpoint, Role.OPERATOR);
    }
  }

  private final ClientDialer dialer;
  private final List<TlsLine> lines = new ArrayList<>();

  public TlsLines(List<Place> places, Trust trust, TransportPorts ports) {
    this(places, Route.direct(), trust, ports);
  }

  /** Lines that take {@code route} to the replicas. */
  public TlsLines(List<Place> places, Route route, Trust trust, TransportPorts ports) {
    this.dialer = new ClientDialer(route, LinkLimits.CLIENTS, Optional.empty(), trust, ports);
    for (Place place : places) {
      lines.add(
          new TlsLine(
              dialer,
              route.longestPause(),
              place.endpoint(),
              new PeerName(place.name()),
              place.role()));
    }
  }

  /** One line a replica, in the order of the places. */
  public List<TlsLine> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    lines.forEach(TlsLine::close);
    dialer.close();
  }
}
