package org.specie.quality.bench.ledger.payments;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Lets customers pay, each the one payment it has prepared, round after round; between rounds
 * everybody proves the next, and that time is not measured. Of a closed round counts what happened
 * from the moment when as many payments had ended as are under way at once, to the moment when
 * there was nothing left to begin.
 */
final class PaymentLoad {
  private static final long SEED = 1;

  /** Work on one customer. */
  @FunctionalInterface
  interface Step {
    void take(int number) throws IOException;
  }

  private final PaymentNetwork network;
  private final List<Customer> customers;
  private final Random random = new Random(SEED);

  PaymentLoad(PaymentNetwork network, List<Customer> customers) {
    this.network = network;
    this.customers = List.copyOf(customers);
  }

  /** What a round came to, and how long it was measured for. */
  private record Round(
      Samples samples, double seconds, Spent replicas, Duration wallets, int paid) {}

  /**
   * {@code clients} pay one after the other each, {@code payments} in all, {@code rounds} times.
   */
  Point closed(int clients, int payments, int rounds) throws IOException {
    List<Round> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      prepare(payments);
      all.add(closedRound(clients, payments));
    }
    return point(clients, 0, all);
  }

  /** Payments begin at random moments, {@code perSecond} of them on average. */
  Point open(double perSecond, int payments, int rounds) throws IOException {
    List<Round> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      prepare(payments);
      all.add(openRound(perSecond, payments));
    }
    return point(0, perSecond, all);
  }

  private void prepare(int payments) throws IOException {
    var tip = network.gateway(0).tip();
    inParallel(
        Runtime.getRuntime().availableProcessors(),
        payments,
        number ->
            customers
                .get(number)
                .prepare(tip, customers.get((number + 1) % customers.size()).address()));
  }

  /** Does {@code step} for each number below {@code count}, so many at a time. */
  static void inParallel(int atOnce, int count, Step step) throws IOException {
    ConcurrentLinkedQueue<Integer> left = numbers(count);
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        running.add(
            threads.submit(
                () -> {
                  Integer next = left.poll();
                  while (next != null) {
                    step.take(next);
                    next = left.poll();
                  }
                  return next;
                }));
      }
      for (Future<?> each : running) {
        await(each);
      }
    }
  }

  private static ConcurrentLinkedQueue<Integer> numbers(int count) {
    ConcurrentLinkedQueue<Integer> numbers = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  private static void await(Future<?> future) throws IOException {
    try {
      var _ = future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while payments were made");
    } catch (ExecutionException e) {
      throw new IOException("a payment failed: " + e.getCause(), e);
    }
  }

  private Round closedRound(int clients, int payments) throws IOException {
    ConcurrentLinkedQueue<Integer> left = numbers(payments);
    Samples samples = new Samples();
    AtomicLong emptyAt = new AtomicLong();
    return measured(
        samples,
        clients,
        threads -> {
          List<Future<?>> running = new ArrayList<>();
          for (int i = 0; i < clients; i++) {
            running.add(
                threads.submit(
                    () -> {
                      Integer next = left.poll();
                      while (next != null) {
                        pay(next, System.nanoTime(), samples);
                        next = left.poll();
                      }
                      emptyAt.compareAndSet(0, System.nanoTime());
                    }));
          }
          return running;
        },
        emptyAt,
        payments);
  }

  private Round openRound(double perSecond, int payments) throws IOException {
    Samples samples = new Samples();
    AtomicLong emptyAt = new AtomicLong();
    return measured(
        samples,
        0,
        threads -> {
          List<Future<?>> running = new ArrayList<>();
          long due = System.nanoTime();
          for (int i = 0; i < payments; i++) {
            due += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / perSecond);
            long left = due - System.nanoTime();
            while (left > 0) {
              LockSupport.parkNanos(left);
              left = due - System.nanoTime();
            }
            int number = i;
            long begun = due;
            running.add(threads.submit(() -> pay(number, begun, samples)));
          }
          return running;
        },
        emptyAt,
        payments);
  }

  /** Latency runs from when the payment was due, so that whoever is kept waiting is counted. */
  private void pay(int number, long begun, Samples samples) {
    try {
      customers.get(number).pay();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long now = System.nanoTime();
    samples.add(now, now - begun);
  }

  @FunctionalInterface
  private interface Crowd {
    List<Future<?>> begin(ExecutorService threads);
  }

  private Round measured(Samples samples, int warm, Crowd crowd, AtomicLong emptyAt, int payments)
      throws IOException {
    Spent replicas = network.spent();
    Duration wallets = ownCpu();
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> each : crowd.begin(threads)) {
        await(each);
      }
    }
    Spent replicasSpent = network.spent().minus(replicas);
    Duration walletsSpent = ownCpu().minus(wallets);
    if (warm == 0) {
      // Whatever began at its moment is counted, however late it ended.
      return new Round(
          samples, (System.nanoTime() - begun) / 1e9, replicasSpent, walletsSpent, payments);
    }
    long from = samples.endOf(Math.min(warm, samples.count()) - 1) + 1;
    Samples counted = samples.within(from, emptyAt.get());
    return new Round(counted, (emptyAt.get() - from) / 1e9, replicasSpent, walletsSpent, payments);
  }

  private static Duration ownCpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? Duration.ofNanos(system.getProcessCpuTime())
        : Duration.ZERO;
  }

  private static Point point(int clients, double offered, List<Round> rounds) throws IOException {
    Samples all = new Samples();
    double seconds = 0;
    Spent replicas = Spent.NOTHING;
    double walletMs = 0;
    int paid = 0;
    for (Round round : rounds) {
      all.addAll(round.samples());
      seconds += round.seconds();
      replicas = replicas.plus(round.replicas());
      walletMs += round.wallets().toNanos() / 1e6;
      paid += round.paid();
    }
    if (all.count() == 0) {
      throw new IOException("no payment ended while there were more to begin; make more a round");
    }
    double perSecond = all.count() / seconds;
    return new Point(
        clients,
        clients > 0 ? perSecond : offered,
        perSecond,
        all.millis(0.5),
        all.millis(0.99),
        all.millis(1),
        replicas.all().toNanos() / 1e6 / paid,
        replicas.compilers().toNanos() / 1e6 / paid,
        walletMs / paid,
        all.count());
  }

  /** Lets {@code customers} enrol and take their coins, {@code atOnce} at a time. */
  void open(int atOnce, Consumer<String> progress) throws IOException {
    var tip = network.gateway(0).tip();
    inParallel(atOnce, customers.size(), number -> customers.get(number).open(tip));
    progress.accept("%d wallets enrolled, each with a coin".formatted(customers.size()));
  }
}
