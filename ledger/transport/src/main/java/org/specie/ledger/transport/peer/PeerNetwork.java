package org.specie.ledger.transport.peer;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Acceptor;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkKind;
import org.specie.ledger.transport.link.LinkThreads;
import org.specie.ledger.transport.link.Station;
import org.specie.ledger.transport.tls.TlsEndpoint;

/**
 * An operator's links with the other operators: listens, dials those whose names come after its
 * own, and keeps one live link with each operator in the directory. Whoever is not in the directory
 * is refused even with a good certificate. Sending never waits and may drop; who needs a frame to
 * arrive sends it again. Source: docs/spec/24-transport.md, section 5.
 */
public final class PeerNetwork implements AutoCloseable {
  private final PeerName self;
  private final PeerNetworkConfig config;
  private final TlsEndpoint tls;
  private final Station station;
  private final Acceptor acceptor;
  private final PeerSlots slots;
  private final Optional<ReaderSeats> readers;

  private PeerNetwork(
      PeerNetworkConfig config,
      TransportIdentity identity,
      Trust trust,
      TransportPorts ports,
      PeerHandler handler,
      Optional<ReaderAdmission> readers)
      throws IOException {
    Check.that(identity.fields().role() == Role.OPERATOR, "operators link with operators");
    this.self = identity.name();
    this.config = config;
    this.readers = readers.map(ReaderSeats::new);
    Set<Role> dialers =
        readers.isPresent() ? Set.of(Role.OPERATOR, Role.READER) : Set.of(Role.OPERATOR);
    this.tls = new TlsEndpoint(trust, Optional.of(identity), dialers);
    this.station =
        new Station(
            "peers-" + self,
            LinkThreads.SYSTEM,
            config.link(),
            config.listener().memory(),
            trust,
            ports.monotonic());
    this.slots =
        new PeerSlots(
            Optional.of(self),
            name -> self.compareTo(name) < 0,
            handler,
            station,
            tls,
            config.backoff(),
            ports);
    try {
      this.acceptor =
          new Acceptor(
              station,
              config.listen(),
              config.listener(),
              tls,
              LinkKind.OPERATORS,
              this::refusalOfDialer,
              this::serve);
    } catch (IOException e) {
      station.close();
      throw e;
    }
  }

  /** Starts listening, and dialling the operators in {@code directory}; lets no readers in. */
  public static PeerNetwork start(
      PeerNetworkConfig config,
      TransportIdentity identity,
      Trust trust,
      PeerDirectory directory,
      TransportPorts ports,
      PeerHandler handler)
      throws IOException {
    return start(config, identity, trust, directory, ports, handler, Optional.empty());
  }

  /** Starts listening, and dialling the operators in {@code directory}. */
  public static PeerNetwork start(
      PeerNetworkConfig config,
      TransportIdentity identity,
      Trust trust,
      PeerDirectory directory,
      TransportPorts ports,
      PeerHandler handler,
      Optional<ReaderAdmission> readers)
      throws IOException {
    PeerNetwork network = new PeerNetwork(config, identity, trust, ports, handler, readers);
    network.replaceDirectory(directory);
    network.acceptor.start();
    return network;
  }

  /** The port listened on. */
  public int port() {
    return acceptor.port();
  }

  /** Longest frame that can be sent. */
  public int frameBytesMax() {
    return config.link().frameBytesMax();
  }

  /**
   * Queues {@code frame} for {@code peer}; false if there is no live link, the queue is full, or
   * the frame is empty or too long. Never waits.
   */
  public boolean offer(PeerName peer, ByteString frame) {
    return slots.offer(peer, frame);
  }

  /** The operators with a live link, in the order of their names. */
  public Set<PeerName> live() {
    return slots.live();
  }

  /** How many links with readers there are. */
  public int readers() {
    return readers.map(ReaderSeats::live).orElse(0);
  }

  /** What has been counted so far. */
  public TransportCounters counters() {
    return station.counters();
  }

  /** Shows {@code identity} from the next handshake on; it keeps the name. */
  public void replaceIdentity(TransportIdentity identity) {
    Check.that(identity.name().equals(self), "a new key goes with the same name");
    Check.that(identity.fields().role() == Role.OPERATOR, "operators link with operators");
    tls.show(identity);
  }

  /** Puts {@code directory} in force: who left it is disconnected, who is new is dialled. */
  public void replaceDirectory(PeerDirectory directory) {
    slots.replace(directory);
  }

  private Optional<TransportReason> refusalOfDialer(Optional<PeerCertificate> shown) {
    if (shown.isEmpty()) {
      return Optional.of(TransportReason.CERTIFICATE_MISSING);
    }
    if (shown.get().role() == Role.READER) {
      // TLS lets readers in only where they are admitted; how many, is seen when they are served.
      return Optional.empty();
    }
    Optional<PeerSlot> slot = slots.find(shown.get().name());
    boolean isIn =
        slot.flatMap(PeerSlot::entry).filter(entry -> entry.admits(shown.get())).isPresent();
    if (!isIn) {
      return Optional.of(TransportReason.NOT_IN_DIRECTORY);
    }
    return self.compareTo(shown.get().name()) < 0
        ? Optional.of(TransportReason.NOT_THE_DIALER)
        : Optional.empty();
  }

  private void serve(Link link) {
    boolean isReader = link.certificate().filter(each -> each.role() == Role.READER).isPresent();
    Optional<PeerSlot> slot = link.certificate().flatMap(shown -> slots.find(shown.name()));
    if (isReader && readers.isPresent()) {
      readers.get().serve(link);
    } else if (isReader || slot.isEmpty()) {
      link.end(TransportReason.NOT_IN_DIRECTORY);
    } else {
      boolean _ = slots.run(slot.get(), link);
    }
  }

  /** Ends all links and waits until no thread is left. Not to be called from the handler. */
  @Override
  public void close() {
    acceptor.close();
    slots.close();
    station.close();
  }
}
