package org.specie.ledger.transport.peer;

import java.net.Socket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkKind;
import org.specie.ledger.transport.link.Station;
import org.specie.ledger.transport.tls.TlsEndpoint;

/** One place for each operator in the directory in force, and whoever keeps dialling for it. */
final class PeerSlots {
  private final Optional<PeerName> self;
  private final Predicate<PeerName> isDialled;
  private final PeerHandler handler;
  private final Station station;
  private final TlsEndpoint tls;
  private final Backoff backoff;
  private final TransportPorts ports;
  private final ConcurrentSkipListMap<PeerName, PeerSlot> slots = new ConcurrentSkipListMap<>();
  private final ReentrantLock directoryLock = new ReentrantLock();
  private boolean closed;

  /**
   * @param self passed over in directories
   * @param isDialled whether this side dials the operator of that name
   */
  PeerSlots(
      Optional<PeerName> self,
      Predicate<PeerName> isDialled,
      PeerHandler handler,
      Station station,
      TlsEndpoint tls,
      Backoff backoff,
      TransportPorts ports) {
    this.self = self;
    this.isDialled = isDialled;
    this.handler = handler;
    this.station = station;
    this.tls = tls;
    this.backoff = backoff;
    this.ports = ports;
  }

  Optional<PeerSlot> find(PeerName name) {
    return Optional.ofNullable(slots.get(name));
  }

  boolean offer(PeerName peer, ByteString frame) {
    @Nullable PeerSlot slot = slots.get(peer);
    return slot != null && slot.offer(frame);
  }

  Set<PeerName> live() {
    Set<PeerName> live = new TreeSet<>();
    for (PeerSlot slot : slots.values()) {
      if (slot.isLive()) {
        live.add(slot.name());
      }
    }
    return live;
  }

  /** Puts {@code directory} in force. */
  void replace(PeerDirectory directory) {
    directoryLock.lock();
    try {
      if (closed) {
        return;
      }
      for (PeerName name : new HashSet<>(slots.keySet())) {
        if (directory.find(name).isEmpty()) {
          remove(name, TransportReason.NOT_IN_DIRECTORY);
        }
      }
      for (PeerEntry entry : directory.entries()) {
        @Nullable PeerSlot slot = slots.get(entry.name());
        if (slot != null) {
          slot.replace(entry);
        } else if (self.filter(entry.name()::equals).isEmpty()) {
          add(entry);
        }
      }
    } finally {
      directoryLock.unlock();
    }
  }

  private void add(PeerEntry entry) {
    PeerSlot slot = new PeerSlot(entry, handler);
    slots.put(entry.name(), slot);
    if (isDialled.test(entry.name())) {
      station.execute(() -> keepDialling(slot));
    }
  }

  private void remove(PeerName name, TransportReason reason) {
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
      slot.await(backoff.waitMs(failures, ports.entropy()));
    }
  }

  /** Dials once and stays until the link is over; false if it never came up. */
  private boolean dial(PeerSlot slot, PeerEntry entry) {
    Link link = station.link(new Socket());
    Optional<TransportReason> refusal =
        link.dial(
            Route.direct(),
            entry.endpoint(),
            tls,
            LinkKind.OPERATORS,
            shown ->
                shown.filter(entry::admits).isPresent()
                    ? Optional.empty()
                    : Optional.of(TransportReason.NOT_THE_EXPECTED_PEER));
    return refusal.isEmpty() && run(slot, link);
  }

  /** Makes {@code link} the one of {@code slot} until it ends; false if it could not become it. */
  boolean run(PeerSlot slot, Link link) {
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

  /** Ends all links for good. */
  void close() {
    directoryLock.lock();
    try {
      closed = true;
      for (PeerName name : new HashSet<>(slots.keySet())) {
        remove(name, TransportReason.CLOSED_HERE);
      }
    } finally {
      directoryLock.unlock();
    }
  }
}
