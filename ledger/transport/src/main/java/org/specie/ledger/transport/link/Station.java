package org.specie.ledger.transport.link;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.specie.kernel.core.Check;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.Trust;

/**
 * What the links of one listener or dialer share: threads, counters, memory for half-received
 * frames, and the watch that ends whatever lasts too long. Closing it ends all links and waits
 * until no thread is left.
 */
public final class Station implements AutoCloseable {
  /** The watch looks at each link this many times within its shortest deadline. */
  private static final int LOOKS_PER_DEADLINE = 8;

  private static final int TICK_MS_MIN = 5;
  private static final int TICK_MS_MAX = 250;

  /** Threads end as soon as their sockets are closed; if not by then, one of them is stuck. */
  private static final int CLOSE_MS_MAX = 30_000;

  private final LinkLimits limits;
  private final Trust trust;
  private final MonotonicClock clock;
  private final ByteBudget inbound;
  private final ByteBudget outbound;
  private final Counting counting = new Counting();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  /** For reading from links and writing to them. */
  private final ExecutorService linkThreads;

  private final LongAdder running = new LongAdder();
  private final Thread watch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private volatile boolean closed;

  /** Starts the watch; {@code name} is what its threads are called. */
  public Station(
      String name,
      LinkThreads kind,
      LinkLimits limits,
      LinkMemory memory,
      Trust trust,
      MonotonicClock clock) {
    this.limits = limits;
    this.trust = trust;
    this.clock = clock;
    this.inbound = new ByteBudget(memory.inboundBytesMax());
    this.outbound = new ByteBudget(memory.outboundBytesMax());
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory());
    this.linkThreads =
        switch (kind) {
          case VIRTUAL -> threads;
          case SYSTEM ->
              Executors.newThreadPerTaskExecutor(
                  Thread.ofPlatform().daemon().name(name + "-link-", 0).factory());
        };
    // A thread of the operating system: deadlines hold even when every virtual thread is busy.
    this.watch = Thread.ofPlatform().daemon().name(name + "-watch").start(this::watch);
  }

  /** A link over {@code plain}, watched from now on. */
  public Link link(Socket plain) {
    Link link = new Link(this, plain, limits);
    links.add(link);
    if (closed) {
      link.end(TransportReason.CLOSED_HERE);
    }
    return link;
  }

  /** Runs {@code task} on a thread of its own; false if the station is closed. */
  public boolean execute(Runnable task) {
    return execute(threads, task);
  }

  /** The same on a thread for a link. */
  boolean executeForLink(Runnable task) {
    return execute(linkThreads, task);
  }

  private boolean execute(ExecutorService on, Runnable task) {
    try {
      running.increment();
      on.execute(
          () -> {
            try {
              task.run();
            } finally {
              running.decrement();
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      running.decrement();
      return false;
    }
  }

  /**
   * What {@code task} comes to on a thread for a link, for which the caller's waits; nothing if the
   * station is closed.
   */
  <T> Optional<T> callForLink(Supplier<T> task) {
    if (linkThreads.equals(threads)) {
      return Optional.of(task.get());
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    boolean isBegun =
        executeForLink(
            () -> {
              try {
                result.complete(task.get());
              } catch (RuntimeException | Error e) {
                // The edge of a thread: whoever waits for it fails of it too.
                result.completeExceptionally(e);
              }
            });
    return isBegun ? Optional.of(result.join()) : Optional.empty();
  }

  /** What has been counted so far. */
  public TransportCounters counters() {
    return counting.snapshot(running.sum(), inbound.held());
  }

  /** Where to count. */
  public Counting counting() {
    return counting;
  }

  /** The clock of all deadlines. */
  public long nanos() {
    return clock.nanos();
  }

  /** Waits; false at once when the station closes. */
  public boolean pause(long ms) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(ms);
      while (left > 0 && !closed) {
        left = closing.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    int tickMs = Math.clamp(limits.shortestMs() / LOOKS_PER_DEADLINE, TICK_MS_MIN, TICK_MS_MAX);
    while (pause(tickMs)) {
      long now = clock.nanos();
      links.forEach(link -> link.inspect(now));
    }
  }

  ByteBudget inbound() {
    return inbound;
  }

  ByteBudget outbound() {
    return outbound;
  }

  /**
   * Ends the link that holds most of the memory for frames on their way out, whose other side does
   * not read them: it takes from the others what they need.
   */
  void endTheGreediest() {
    links.stream()
        .max(Comparator.comparingLong(Link::bytesOnTheirWayOut))
        .ifPresent(link -> link.end(TransportReason.SLOW_READER));
  }

  Trust trust() {
    return trust;
  }

  void forget(Link link, Socket plain) {
    links.remove(link);
    close(plain);
  }

  /** A socket that fails to close is closed all the same, as far as anybody can tell. */
  static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done: the descriptor is gone whatever the operating system said.
      Check.that(!(socket instanceof Socket s) || s.isClosed(), "a closed socket is closed");
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    links.forEach(link -> link.end(TransportReason.CLOSED_HERE));
    threads.shutdown();
    linkThreads.shutdown();
    try {
      Check.that(
          threads.awaitTermination(CLOSE_MS_MAX, TimeUnit.MILLISECONDS)
              && linkThreads.awaitTermination(CLOSE_MS_MAX, TimeUnit.MILLISECONDS),
          "all threads of a closed transport end; a receiver that waits for something keeps one");
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
