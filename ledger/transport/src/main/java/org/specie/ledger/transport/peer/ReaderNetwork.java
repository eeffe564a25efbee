package org.specie.ledger.transport.peer;

import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.LinkMemory;
import org.specie.ledger.transport.link.LinkThreads;
import org.specie.ledger.transport.link.Station;
import org.specie.ledger.transport.tls.TlsEndpoint;

/**
 * A reader's links with the operators: dials each of those in the directory and is dialled by
 * nobody. An operator that admits no readers, or has enough of them, is dialled again later.
 * Source: docs/spec/24-transport.md, clause 5.7.
 */
public final class ReaderNetwork implements AutoCloseable {
  /** Enough: answers come from operators, and a reader asks few. */
  private static final LinkMemory MEMORY = new LinkMemory(64L << 20, 64L << 20);

  private final TlsEndpoint tls;
  private final Station station;
  private final PeerSlots slots;

  private ReaderNetwork(
      Backoff backoff,
      TransportIdentity identity,
      Trust trust,
      TransportPorts ports,
      PeerHandler handler) {
    Check.that(identity.fields().role() == Role.READER, "a reader shows a reader's certificate");
    this.tls = new TlsEndpoint(trust, Optional.of(identity), Set.of());
    this.station =
        new Station(
            "reader-" + identity.name(),
            LinkThreads.VIRTUAL,
            LinkLimits.READERS,
            MEMORY,
            trust,
            ports.monotonic());
    // An operator of the reader's own name is another party.
    this.slots = new PeerSlots(Optional.empty(), _ -> true, handler, station, tls, backoff, ports);
  }

  /** Starts dialling the operators in {@code directory}. */
  public static ReaderNetwork start(
      Backoff backoff,
      TransportIdentity identity,
      Trust trust,
      PeerDirectory directory,
      TransportPorts ports,
      PeerHandler handler) {
    ReaderNetwork network = new ReaderNetwork(backoff, identity, trust, ports, handler);
    network.replaceDirectory(directory);
    return network;
  }

  /** Queues {@code frame} for {@code peer}; false if there is no live link or no room. */
  public boolean offer(PeerName peer, ByteString frame) {
    return slots.offer(peer, frame);
  }

  /** The operators with a live link, in the order of their names. */
  public Set<PeerName> live() {
    return slots.live();
  }

  /** What has been counted so far. */
  public TransportCounters counters() {
    return station.counters();
  }

  /** Puts {@code directory} in force: who left it is disconnected, who is new is dialled. */
  public void replaceDirectory(PeerDirectory directory) {
    slots.replace(directory);
  }

  /** Ends all links and waits until no thread is left. Not to be called from the handler. */
  @Override
  public void close() {
    slots.close();
    station.close();
  }
}
