package org.specie.node.signing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.sbft.link.Lanes;

/**
 * One thread that turns a {@link SigningTable}: whenever a block is final here, whenever another
 * operator says something, and when somebody has kept it waiting. Operators are heard by turns,
 * each from a lane of its own; messages beyond what may wait in it are dropped and counted; who
 * needs one asks again.
 */
public final class PeerSigning implements AutoCloseable {
  /** Messages of one operator that may wait to be looked at. */
  private static final int WAITING_MAX = 256;

  /** Bytes of those messages. */
  private static final int WAITING_BYTES_MAX = 2 * SigningMessage.BYTES_MAX;

  /** Messages looked at before the table is turned again. */
  private static final int DRAINED_MAX = 256;

  /** Another operator said something. */
  private record Heard(String operator, SigningMessage message) {}

  private final SigningTable table;
  private final Lanes<Heard> inbox = new Lanes<>(WAITING_MAX, WAITING_BYTES_MAX);
  private final LongAdder dropped = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private volatile boolean isClosed;
  private volatile Optional<Throwable> failure = Optional.empty();

  public PeerSigning(SigningTable table) {
    this.table = table;
    this.thread =
        Thread.ofPlatform()
            .name("specie-signing")
            .daemon(true)
            .uncaughtExceptionHandler((_, broken) -> end(Optional.of(broken)))
            .unstarted(this::turn);
  }

  public void start() {
    thread.start();
  }

  /** Says that there may be another final block; returns at once. */
  public void wake() {
    inbox.wake();
  }

  /** Takes what {@code operator} sent; returns at once. */
  public void received(String operator, ByteString frame) {
    SigningMessage message;
    try {
      message = SigningMessage.decode(frame);
    } catch (MalformedInput e) {
      malformed.increment();
      return;
    }
    if (!inbox.offer(operator, new Heard(operator, message), frame.size())) {
      dropped.increment();
    }
  }

  /** Messages dropped because too many waited. */
  public long dropped() {
    return dropped.sum();
  }

  /** Frames that were no message of signers. */
  public long malformed() {
    return malformed.sum();
  }

  /** Up to which height all outputs are signed here. */
  public long height() {
    return table.height();
  }

  /** The first block that signing has still to read. */
  public long neededFrom() {
    return table.neededFrom();
  }

  /** Why signing has stopped, if it has. */
  public Optional<Throwable> failure() {
    return failure;
  }

  private void turn() {
    try {
      while (!isClosed) {
        // Aggregates that others sent are archived as they are heard, and somebody may wait for
        // them.
        long before = table.height();
        hear();
        table.advance(System.nanoTime());
        if (table.height() > before) {
          announce();
        }
      }
      end(Optional.empty());
    } catch (IOException e) {
      end(Optional.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(Optional.of(e));
    }
  }

  /** Waits for something to do, and lets the table hear what others said until then. */
  private void hear() throws IOException, InterruptedException {
    Optional<Heard> next = inbox.poll(table.waitMs(System.nanoTime()));
    for (int i = 1; next.isPresent(); i++) {
      table.hear(next.get().operator(), next.get().message(), System.nanoTime());
      next = i < DRAINED_MAX ? inbox.poll(0) : Optional.empty();
    }
  }

  private void announce() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(Optional<Throwable> why) {
    failure = why;
    isClosed = true;
    announce();
  }

  /** Waits for all outputs up to {@code height} to be signed here; false if that takes longer. */
  public boolean awaitSigned(long height, long milliseconds) throws IOException {
    if (table.height() < height) {
      table.want(height);
      wake();
    }
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
      while (table.height() < height && left > 0 && !isClosed) {
        left = changed.awaitNanos(left);
      }
      return table.height() >= height;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while outputs were signed");
    } finally {
      lock.unlock();
    }
  }

  /** Operators that have been caught with false shares or aggregates, and how. */
  public List<String> faults() {
    return table.faults();
  }

  @Override
  public void close() throws IOException {
    isClosed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while signing ended");
    }
  }
}
