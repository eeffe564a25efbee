package org.specie.node.signing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Turns a {@link BlockSigning}: at the start until it has caught up with the chain, which signs
 * whatever a crash left unsigned, and then whenever a block is committed. A failure ends the thread
 * and is told to everybody who waits.
 */
public final class SigningThread implements AutoCloseable {
  private final BlockSigning signing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean isThereMore = true;
  private boolean isClosed;
  private boolean hasEnded;
  private Optional<Throwable> failure = Optional.empty();

  public SigningThread(BlockSigning signing) {
    this.signing = signing;
    this.thread =
        Thread.ofPlatform()
            .name("specie-signing")
            .daemon(true)
            .uncaughtExceptionHandler((where, broken) -> end(Optional.of(broken)))
            .unstarted(this::turn);
  }

  public void start() {
    thread.start();
  }

  /** Says that a block was committed; returns at once. */
  public void wake() {
    lock.lock();
    try {
      isThereMore = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void turn() {
    try {
      boolean isLast = false;
      while (!isLast) {
        isLast = !awaitMore();
        while (signing.signNext()) {
          announce();
        }
      }
      end(Optional.empty());
    } catch (IOException e) {
      end(Optional.of(e));
    }
  }

  /** Waits until there may be something to sign; false when it is the last time to look. */
  private boolean awaitMore() {
    lock.lock();
    try {
      while (!isThereMore && !isClosed) {
        changed.awaitUninterruptibly();
      }
      isThereMore = false;
      return !isClosed;
    } finally {
      lock.unlock();
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
    lock.lock();
    try {
      hasEnded = true;
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all outputs of the block at {@code height} are signed. */
  public void awaitSigned(long height) throws IOException {
    lock.lock();
    try {
      while (signing.height() < height) {
        if (failure.isPresent()) {
          throw new IOException("signing stopped: " + failure.get().getMessage(), failure.get());
        }
        if (hasEnded) {
          throw new IOException("the network was closed before the outputs were signed");
        }
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the outputs were signed");
    } finally {
      lock.unlock();
    }
  }

  /** Signs what is committed by now and stops; no block may be made meanwhile. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the last block was signed");
    }
  }
}
