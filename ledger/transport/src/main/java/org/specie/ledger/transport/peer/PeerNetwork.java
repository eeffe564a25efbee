package org.specie.ledger.transport.peer;

import java.io.IOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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
  private final TransportPorts ports;
  private final PeerHandler handler;
  private final TlsEndpoint tls;
  private final Station station;
  private final Acceptor acceptor;
  private final ConcurrentSkipListMap<PeerName, PeerSlot> slots = new ConcurrentSkipListMap<>();
  private final ReentrantLock directoryLock = new ReentrantLock();
  private boolean closed;

  private PeerNetwork(
      PeerNetworkConfig config,
      TransportIdentity identity,
      Trust trust,
      TransportPorts ports,
      PeerHandler handler)
      throws IOException {
    Check.that(identity.fields().role() == Role.OPERATOR, "operators link with operators");
    this.self = identity.name();
    this.config = config;
    this.ports = ports;
    this.handler = handler;
    this.tls = new TlsEndpoint(trust, Optional.of(identity), Set.of(Role.OPERATOR));
    this.station =
        new Station(
            "peers-" + self,
            config.link(),
            config.listener().inboundBytesMax(),
            trust,
            ports.monotonic());
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

  /** Starts listening, and dialling the operators in {@code directory}. */
  public static PeerNetwork start(
      PeerNetworkConfig config,
      TransportIdentity identity,
      Trust trust,
      PeerDirectory directory,
      TransportPorts ports,
      PeerHandler handler)
      throws IOException {
    PeerNetwork network = new PeerNetwork(config, identity, trust, ports, handler);
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
    @Nullable PeerSlot slot = slots.get(peer);
    return slot != null && slot.offer(frame);
  }

  /** The operators with a live link, in the order of their names. */
  public Set<PeerName> live() {
    Set<PeerName> live = new TreeSet<>();
    for (PeerSlot slot : slots.values()) {
      if (slot.isLive()) {
        live.add(slot.name());
      }
    }
    return live;
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
    directoryLock.lock();
    try {
      if (closed) {
        return;
      }
      for (PeerName name : new HashSet<>(slots.keySet())) {
        if (directory.find(name).isEmpty()) {
          removeSlot(name, TransportReason.NOT_IN_DIRECTORY);
        }
      }
      for (PeerEntry entry : directory.entries()) {
        @Nullable PeerSlot slot = slots.get(entry.name());
        if (slot != null) {
          slot.replace(entry);
        } else if (!entry.name().equals(self)) {
          addSlot(entry);
        }
      }
    } finally {
      directoryLock.unlock();
    }
  }

  private void addSlot(PeerEntry entry) {
    PeerSlot slot = new PeerSlot(entry, handler);
    slots.put(entry.name(), slot);
    if (self.compareTo(entry.name()) < 0) {
      station.execute(() -> keepDialling(slot));
    }
  }

  private void removeSlot(PeerName name, TransportReason reason) {
    @Nullable PeerSlot slot = slots.remove(name);
    if (slot != null) {
      slot.remove(reason);
    }
  }

  private void keepDialling(PeerSlot slot) {
    int failures = 0;
    for (Optional<PeerEntry> entry = slot.entry(); entry.isPresent(); entry = slot.entry()) {
      boolean wasUp = dial(slot, entry.get());
      failures = wasUp ? 1 : failures + 1;
      slot.await(config.backoff().waitMs(failures, ports.entropy()));
    }
  }

  /** Dials once and stays until the link is over; false if it never came up. */
  private boolean dial(PeerSlot slot, PeerEntry entry) {
    Link link = station.link(new Socket());
    Optional<TransportReason> refusal =
        link.dial(
            entry.endpoint().resolve(),
            tls,
            LinkKind.OPERATORS,
            shown ->
                shown.filter(entry::admits).isPresent()
                    ? Optional.empty()
                    : Optional.of(TransportReason.NOT_THE_EXPECTED_PEER));
    return refusal.isEmpty() && run(slot, link);
  }

  private boolean run(PeerSlot slot, Link link) {
    TransportReason reason = TransportReason.CLOSED_HERE;
    try {
      if (!slot.install(link)) {
        return false;
      }
      reason = link.run(frame -> handler.received(slot.name(), frame));
      return true;
    } finally {
      slot.gone(link, link.end(reason));
    }
  }

  private Optional<TransportReason> refusalOfDialer(Optional<PeerCertificate> shown) {
    if (shown.isEmpty()) {
      return Optional.of(TransportReason.CERTIFICATE_MISSING);
    }
    @Nullable PeerSlot slot = slots.get(shown.get().name());
    if (slot == null || slot.entry().filter(entry -> entry.admits(shown.get())).isEmpty()) {
      return Optional.of(TransportReason.NOT_IN_DIRECTORY);
    }
    return self.compareTo(slot.name()) < 0
        ? Optional.of(TransportReason.NOT_THE_DIALER)
        : Optional.empty();
  }

  private void serve(Link link) {
    @Nullable PeerSlot slot = link.certificate().map(shown -> slots.get(shown.name())).orElse(null);
    if (slot == null) {
      link.end(TransportReason.NOT_IN_DIRECTORY);
    } else {
      run(slot, link);
    }
  }

  /** Ends all links and waits until no thread is left. Not to be called from the handler. */
  @Override
  public void close() {
    directoryLock.lock();
    try {
      closed = true;
      acceptor.close();
      for (PeerName name : new HashSet<>(slots.keySet())) {
        removeSlot(name, TransportReason.CLOSED_HERE);
      }
    } finally {
      directoryLock.unlock();
    }
    station.close();
  }
}
