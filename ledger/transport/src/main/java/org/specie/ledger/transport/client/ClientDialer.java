package org.specie.ledger.transport.client;

import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Gate;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkKind;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.LinkMemory;
import org.specie.ledger.transport.link.LinkThreads;
import org.specie.ledger.transport.link.Station;
import org.specie.ledger.transport.tls.TlsEndpoint;

/**
 * A client's side: opens links to operators, whose certificates must come from the pinned
 * governance authority. Dials once for each call; when to dial again is the caller's business.
 */
public final class ClientDialer implements AutoCloseable {
  /** Enough: answers come from operators, and a client asks few. */
  private static final LinkMemory MEMORY = new LinkMemory(64L << 20, 64L << 20);

  private final Route route;
  private final TlsEndpoint tls;
  private final Station station;

  /** A dialer that shows {@code identity}, if it has one; wallets have none. */
  public ClientDialer(
      LinkLimits limits, Optional<TransportIdentity> identity, Trust trust, TransportPorts ports) {
    this(Route.direct(), limits, identity, trust, ports);
  }

  /** The same, whose links take {@code route}. */
  public ClientDialer(
      Route route,
      LinkLimits limits,
      Optional<TransportIdentity> identity,
      Trust trust,
      TransportPorts ports) {
    this.route = route;
    this.tls =
        new TlsEndpoint(
            trust, identity, Set.of(), Set.of(Role.OPERATOR, Role.READER, Role.AUDITOR));
    this.station =
        new Station("client", LinkThreads.VIRTUAL, limits, MEMORY, trust, ports.monotonic());
  }

  /**
   * Opens a link to the operator at {@code endpoint}, which must be {@code expected} if that is
   * given. Waits until the link is up or refused; from then on {@code handler} hears of it.
   */
  public Outcome<Link> connect(
      Endpoint endpoint, Optional<PeerName> expected, ClientHandler handler) {
    return connect(endpoint, Role.OPERATOR, expected, handler);
  }

  /** The same with whoever has {@code role}: readers and auditors serve clients too. */
  public Outcome<Link> connect(
      Endpoint endpoint, Role role, Optional<PeerName> expected, ClientHandler handler) {
    Link link = station.link(new Socket());
    Optional<TransportReason> refusal =
        link.dial(route, endpoint, tls, LinkKind.CLIENT, onlyFor(role, expected));
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    return station.execute(() -> run(link, handler))
        ? Outcome.accepted(link)
        : Outcome.refused(link.end(TransportReason.CLOSED_HERE));
  }

  private static Gate onlyFor(Role role, Optional<PeerName> expected) {
    return shown -> {
      if (shown.filter(each -> each.role() == role).isEmpty()) {
        return Optional.of(TransportReason.CERTIFICATE_ROLE);
      }
      return expected.isEmpty() || expected.equals(shown.map(PeerCertificate::name))
          ? Optional.empty()
          : Optional.of(TransportReason.NOT_THE_EXPECTED_PEER);
    };
  }

  private static void run(Link link, ClientHandler handler) {
    TransportReason reason = TransportReason.CLOSED_HERE;
    try {
      handler.connected(link);
      reason = link.run(frame -> handler.received(link, frame));
    } finally {
      handler.disconnected(link, link.end(reason));
    }
  }

  /** What has been counted so far. */
  public TransportCounters counters() {
    return station.counters();
  }

  /** Ends all links and waits until no thread is left. Not to be called from a handler. */
  @Override
  public void close() {
    station.close();
  }
}
