package org.specie.ledger.transport.client;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Acceptor;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkKind;
import org.specie.ledger.transport.link.LinkThreads;
import org.specie.ledger.transport.link.ListenerLimits;
import org.specie.ledger.transport.link.Seats;
import org.specie.ledger.transport.link.Station;
import org.specie.ledger.transport.tls.TlsEndpoint;

/**
 * The port for clients of an operator, of a reader that serves what it has read, or of an auditor:
 * wallets, which know it by its certificate and show none themselves, and readers, which show one.
 * A client over its rate is read more slowly. Source: docs/spec/24-transport.md, sections 5 and 6.
 */
public final class ClientListener implements AutoCloseable {
  private final ClientListenerConfig config;
  private final ClientHandler handler;
  private final TlsEndpoint tls;
  private final Station station;
  private final Acceptor acceptor;
  private final Seats<Hash32> certificates;

  private ClientListener(
      ClientListenerConfig config,
      TransportIdentity identity,
      Trust trust,
      TransportPorts ports,
      ClientHandler handler)
      throws IOException {
    Check.that(identity.fields().role() != Role.AUTHORITY, "an authority serves nobody");
    ListenerLimits limits = config.listener();
    this.config = config;
    this.handler = handler;
    this.certificates = new Seats<>(limits.perCertificateMax());
    this.tls = new TlsEndpoint(trust, Optional.of(identity), Set.of(Role.READER, Role.OPERATOR));
    this.station =
        new Station(
            "clients-" + identity.name(),
            LinkThreads.VIRTUAL,
            config.link(),
            limits.memory(),
            trust,
            ports.monotonic());
    try {
      this.acceptor =
          new Acceptor(
              station, config.listen(), limits, tls, LinkKind.CLIENT, this::refusal, this::serve);
    } catch (IOException e) {
      station.close();
      throw e;
    }
  }

  /** Starts listening. */
  public static ClientListener start(
      ClientListenerConfig config,
      TransportIdentity identity,
      Trust trust,
      TransportPorts ports,
      ClientHandler handler)
      throws IOException {
    ClientListener listener = new ClientListener(config, identity, trust, ports, handler);
    listener.acceptor.start();
    return listener;
  }

  /** The port listened on. */
  public int port() {
    return acceptor.port();
  }

  /** What has been counted so far. */
  public TransportCounters counters() {
    return station.counters();
  }

  /** Shows {@code identity} from the next handshake on. */
  public void replaceIdentity(TransportIdentity identity) {
    Check.that(identity.fields().role() != Role.AUTHORITY, "an authority serves nobody");
    tls.show(identity);
  }

  private Optional<TransportReason> refusal(Optional<PeerCertificate> shown) {
    return shown.isEmpty() && !config.anonymous()
        ? Optional.of(TransportReason.CERTIFICATE_MISSING)
        : Optional.empty();
  }

  private void serve(Link link) {
    @Nullable Hash32 key = link.certificate().map(PeerCertificate::key).orElse(null);
    if (key == null) {
      run(link);
    } else if (!certificates.take(key)) {
      link.end(TransportReason.TOO_MANY_FOR_CERTIFICATE);
    } else {
      try {
        run(link);
      } finally {
        certificates.leave(key);
      }
    }
  }

  private void run(Link link) {
    Optional<Throttle> throttle = config.rate().map(rate -> new Throttle(link, rate));
    TransportReason reason = TransportReason.CLOSED_HERE;
    try {
      handler.connected(link);
      reason =
          link.run(
              frame -> {
                throttle.ifPresent(t -> t.charge(frame));
                handler.received(link, frame);
              });
    } finally {
      handler.disconnected(link, link.end(reason));
    }
  }

  /** Holds the reading thread of a client that is over its rate; TCP holds the client. */
  private final class Throttle {
    /** A wait is looked at again after so long, because time is whatever the clock says. */
    private static final long LOOK_MS = 20;

    private final Link link;
    private final TokenBucket frames;
    private final TokenBucket bytes;

    Throttle(Link link, RateLimit rate) {
      this.link = link;
      long now = station.nanos();
      this.frames = new TokenBucket(rate.framesPerSecond(), rate.framesBurst(), now);
      this.bytes = new TokenBucket(rate.bytesPerSecond(), rate.bytesBurst(), now);
    }

    void charge(ByteString frame) {
      long now = station.nanos();
      long wait = Math.max(frames.take(1, now), bytes.take(frame.size(), now));
      if (wait == 0) {
        return;
      }
      station.counting().throttled();
      for (long left = wait; left > 0 && link.isLive(); left = wait - (station.nanos() - now)) {
        long ms = Math.ceilDiv(left, TimeUnit.MILLISECONDS.toNanos(1));
        if (!station.pause(Math.min(ms, LOOK_MS))) {
          return;
        }
      }
    }
  }

  /** Ends all links and waits until no thread is left. Not to be called from the handler. */
  @Override
  public void close() {
    acceptor.close();
    station.close();
  }
}
