package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.transport.TransportReason;
import org.specie.quality.testkit.processes.Acknowledgement;
import org.specie.quality.testkit.processes.ClientLinks;
import org.specie.quality.testkit.processes.OpaqueRequest;
import org.specie.quality.testkit.processes.Operation;
import org.specie.quality.testkit.processes.Plant;
import org.specie.quality.testkit.processes.Processes;

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
      Transaction transaction = OpaqueRequest.make(number, count, operations.get(), key);
      open = Optional.of(transaction);
      sentAt = System.nanoTime();
      repeatedAt = sentAt;
      waiting.put(transaction.id(), this);
      links.offer(home, transaction);
    }

    synchronized void answered(long at) {
      histogram.add(at, at - sentAt);
      next();
    }

    synchronized void look(long now) {
      if (open.isPresent() && now - repeatedAt > PATIENCE_NANOS) {
        repeatedAt = now;
        home++;
        links.offer(home, open.get());
      }
    }
  }

  private final ClientLinks links;
  private final Map<Hash32, Client> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger active = new AtomicInteger();
  private volatile Supplier<Operation> operations = Operation.Count::new;
  private volatile boolean isRunning;
  private volatile Histogram histogram = new Histogram(System.nanoTime());

  private LoadGenerator(Plant plant) throws IOException {
    this.links = new ClientLinks(plant, this::hear);
  }

  /** Links to all replicas of {@code plant} that are up. */
  static LoadGenerator connect(Plant plant, Processes processes) throws IOException {
    LoadGenerator generator = new LoadGenerator(plant);
    for (int i = 0; i < processes.size(); i++) {
      if (processes.isUp(i)) {
        Optional<TransportReason> refusal = generator.links.dial(i);
        if (refusal.isPresent()) {
          throw new IOException("replica " + i + " refuses clients: " + refusal.get().sentence());
        }
      }
    }
    return generator;
  }

  /** Runs {@code clients} for {@code seconds}; what happens meanwhile is {@code during}'s. */
  Histogram run(int clients, double seconds, Runnable during) {
    return run(clients, seconds, during, () -> true);
  }

  /** Runs {@code clients} while {@code during} lasts beside them, {@code secondsMax} at most. */
  Histogram runWhile(int clients, double secondsMax, Runnable during) {
    Thread beside = Thread.ofPlatform().name("beside-the-load").unstarted(during);
    return run(clients, secondsMax, beside::start, beside::isAlive);
  }

  /** Fills the state {@code times} with entries, through {@code clients}; whether in time. */
  boolean fill(int clients, int times, double secondsMax, Consumer<Integer> progress) {
    AtomicInteger next = new AtomicInteger();
    operations = () -> new Operation.Fill(next.getAndIncrement());
    Histogram _ =
        run(
            clients,
            secondsMax,
            () -> {},
            () -> {
              progress.accept(Math.min(times, next.get()));
              return next.get() < times;
            });
    operations = Operation.Count::new;
    return next.get() >= times;
  }

  private Histogram run(int clients, double seconds, Runnable during, BooleanSupplier isGoingOn) {
    isRunning = true;
    Histogram fresh = new Histogram(System.nanoTime());
    int forgedBefore = links.forgedAnswers();
    histogram = fresh;
    List<Client> all = new ArrayList<>();
    active.set(clients);
    for (int i = 0; i < clients; i++) {
      all.add(new Client(i));
    }
    all.forEach(Client::next);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    during.run();
    while (System.nanoTime() < end && isGoingOn.getAsBoolean()) {
      LockSupport.parkNanos(LOOK_NANOS);
      links.redial();
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
    fresh.forged(links.forgedAnswers() - forgedBefore);
    waiting.clear();
    return fresh;
  }

  private void hear(Acknowledgement acknowledgement) {
    long now = System.nanoTime();
    for (TransactionResult result : acknowledgement.results()) {
      Client client = waiting.remove(result.transactionId());
      if (client != null) {
        client.answered(now);
      }
    }
  }

  @Override
  public void close() {
    links.close();
  }
}
