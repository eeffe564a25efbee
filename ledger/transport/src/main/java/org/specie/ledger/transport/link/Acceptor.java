package org.specie.ledger.transport.link;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.tls.TlsEndpoint;

/**
 * Takes connections from whoever comes, within limits that are looked at before anything is spent
 * on a connection. Source: docs/spec/24-transport.md, section 6.
 */
public final class Acceptor implements AutoCloseable {
  /** Bytes of an IPv6 address that a provider hands out to one customer. */
  private static final int IPV6_PREFIX = 8;

  /** How long nothing is accepted after the operating system could not give a connection. */
  private static final int EXHAUSTED_PAUSE_MS = 50;

  private final Station station;
  private final ServerSocket server;
  private final TlsEndpoint tls;
  private final LinkKind kind;
  private final Gate gate;
  private final Consumer<Link> opened;
  private final Semaphore connections;
  private final Semaphore handshakes;
  private final Seats<ByteString> addresses;
  private volatile boolean closed;

  /**
   * Listens on {@code address} and hands each link that was let in to {@code opened}, which keeps
   * the thread until the link has ended.
   */
  public Acceptor(
      Station station,
      InetSocketAddress address,
      ListenerLimits limits,
      TlsEndpoint tls,
      LinkKind kind,
      Gate gate,
      Consumer<Link> opened)
      throws IOException {
    this.station = station;
    this.tls = tls;
    this.kind = kind;
    this.gate = gate;
    this.opened = opened;
    this.connections = new Semaphore(limits.connectionsMax());
    this.handshakes = new Semaphore(limits.handshakesMax());
    this.addresses = new Seats<>(limits.perAddressMax());
    this.server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address, limits.backlog());
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Starts taking connections. */
  public void start() {
    station.execute(this::acceptAll);
  }

  /** The port listened on. */
  public int port() {
    return server.getLocalPort();
  }

  private void acceptAll() {
    while (!closed) {
      Socket plain;
      try {
        plain = server.accept();
      } catch (IOException e) {
        // Out of descriptors, or closed. The first passes, and must not make this loop spin.
        if (closed || !station.pause(EXHAUSTED_PAUSE_MS)) {
          return;
        }
        continue;
      }
      ByteString address = network(plain.getInetAddress());
      Optional<TransportReason> refusal = seat(address);
      if (refusal.isPresent()) {
        station.counting().ended(refusal.get());
        Station.close(plain);
      } else if (!station.execute(() -> serve(plain, address))) {
        Station.close(plain);
        return;
      }
    }
  }

  private Optional<TransportReason> seat(ByteString address) {
    if (!connections.tryAcquire()) {
      return Optional.of(TransportReason.TOO_MANY_CONNECTIONS);
    }
    if (!addresses.take(address)) {
      connections.release();
      return Optional.of(TransportReason.TOO_MANY_FROM_ADDRESS);
    }
    if (!handshakes.tryAcquire()) {
      addresses.leave(address);
      connections.release();
      return Optional.of(TransportReason.TOO_MANY_HANDSHAKES);
    }
    return Optional.empty();
  }

  private void serve(Socket plain, ByteString address) {
    Link link = station.link(plain);
    try {
      Optional<TransportReason> refusal;
      try {
        plain.setTcpNoDelay(true);
        refusal = link.accept(tls, kind, gate);
      } catch (IOException e) {
        refusal = Optional.of(link.end(TransportReason.BROKEN));
      } finally {
        handshakes.release();
      }
      if (refusal.isEmpty()) {
        opened.accept(link);
      }
    } finally {
      link.end(TransportReason.CLOSED_HERE);
      addresses.leave(address);
      connections.release();
    }
  }

  private static ByteString network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? ByteString.copyOf(bytes, 0, IPV6_PREFIX)
        : ByteString.copyOf(bytes);
  }

  /** Takes no more connections; those there are go on. */
  @Override
  public void close() {
    closed = true;
    Station.close(server);
  }
}
