package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientDialer;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkLimits;

/**
 * Clients in closed loops: each signs a request, sends it to one replica, verifies the one
 * acknowledgement, and only then sends the next. A request without an answer goes to the next
 * replica after a while, as a wallet's would.
 */
final class LoadGenerator implements AutoCloseable {
  private static final long PATIENCE_NANOS = 700_000_000L;
  private static final long LOOK_NANOS = 50_000_000L;

  private final class Client {
    private final int number;
    private final Ed25519SecretKey key;
    private int home;
    private long count;
    private long sentAt;
    private long repeatedAt;
    private Optional<Transaction> open = Optional.empty();

    Client(int number) {
      this.number = number;
      this.key = OpaqueRequest.key(number);
      this.home = number;
    }

    synchronized void next() {
      if (!isRunning) {
        open = Optional.empty();
        active.decrementAndGet();
        return;
      }
      count = System.nanoTime();
      Transaction transaction = OpaqueRequest.make(number, count, key);
      open = Optional.of(transaction);
      sentAt = System.nanoTime();
      repeatedAt = sentAt;
      waiting.put(transaction.id(), this);
      offer(transaction);
    }

    private void offer(Transaction transaction) {
      for (int i = 0; i < links.size(); i++) {
        Link link = links.get((home + i) % links.size());
        if (link.isLive() && link.offer(transaction.bytes())) {
          return;
        }
      }
    }

    synchronized void answered(long at) {
      histogram.add(at, at - sentAt);
      next();
    }

    synchronized void look(long now) {
      if (open.isPresent() && now - repeatedAt > PATIENCE_NANOS) {
        repeatedAt = now;
        home++;
        offer(open.get());
      }
    }
  }

  private final ClientDialer dialer;
  private final CertificateVerifier verifier;
  private final List<Link> links = new ArrayList<>();
  private final Map<Hash32, Client> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger active = new AtomicInteger();
  private volatile boolean isRunning;
  private volatile Histogram histogram = new Histogram(System.nanoTime());

  private LoadGenerator(ClientDialer dialer, CertificateVerifier verifier) {
    this.dialer = dialer;
    this.verifier = verifier;
  }

  /** Links to all replicas of {@code plant} that are up. */
  static LoadGenerator connect(Plant plant, Processes processes) throws IOException {
    LoadGenerator generator =
        new LoadGenerator(
            new ClientDialer(LinkLimits.CLIENTS, Optional.empty(), plant.trust(), Plant.PORTS),
            new CertificateVerifier(plant.genesis()));
    for (int i = 0; i < processes.size(); i++) {
      if (processes.isUp(i)) {
        generator.link(plant, i);
      }
    }
    return generator;
  }

  private void link(Plant plant, int replica) throws IOException {
    Endpoint endpoint = new Endpoint("127.0.0.1", plant.clientAddress(replica).getPort());
    switch (dialer.connect(endpoint, Optional.empty(), new Hearing())) {
      case Outcome.Accepted<Link>(Link link) -> links.add(link);
      case Outcome.Refused<Link>(TransportReason reason) ->
          throw new IOException("replica " + replica + " refuses clients: " + reason.sentence());
    }
  }

  /** Runs {@code clients} for {@code seconds}; what happens meanwhile is {@code during}'s. */
  Histogram run(int clients, double seconds, Runnable during) {
    isRunning = true;
    Histogram fresh = new Histogram(System.nanoTime());
    histogram = fresh;
    List<Client> all = new ArrayList<>();
    active.set(clients);
    for (int i = 0; i < clients; i++) {
      all.add(new Client(i));
    }
    all.forEach(Client::next);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    during.run();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = System.nanoTime();
      all.forEach(client -> client.look(now));
    }
    fresh.end(System.nanoTime());
    isRunning = false;
    long patience = System.nanoTime() + 20 * PATIENCE_NANOS;
    while (active.get() > 0 && System.nanoTime() < patience) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = System.nanoTime();
      all.forEach(client -> client.look(now));
    }
    fresh.unanswered(active.get());
    waiting.clear();
    return fresh;
  }

  private final class Hearing implements ClientHandler {
    @Override
    public void connected(Link link) {}

    @Override
    public void received(Link link, ByteString frame) {
      Optional<List<Hash32>> shown = Acknowledgement.verify(frame, verifier);
      if (shown.isEmpty()) {
        histogram.forged();
        return;
      }
      long now = System.nanoTime();
      for (Hash32 id : shown.get()) {
        Client client = waiting.remove(id);
        if (client != null) {
          client.answered(now);
        }
      }
    }

    @Override
    public void disconnected(Link link, TransportReason reason) {}
  }

  @Override
  public void close() {
    dialer.close();
  }
}
