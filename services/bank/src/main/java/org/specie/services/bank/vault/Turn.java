package org.specie.services.bank.vault;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.border.Border;

/**
 * Purse and border of a vault, for one at a time. After a failure they are brought back from what
 * is in the database before anything else. Spec: docs/spec/59-bank-service.md 5.2 and 5.3.
 */
final class Turn {
  /** Longest that somebody at the counter waits for a vault. */
  static final long PATIENCE_SECONDS = 15;

  /** Most who wait at the counter for one vault. */
  static final int WAITING_MAX = 16;

  /**
   * What is there to be worked with.
   *
   * @param records how many the longer of the two journals has
   */
  record Open(Purse purse, Border border, IntSupplier records) {}

  /** Something done with purse and border while nobody else does. */
  @FunctionalInterface
  interface Step<T> {
    T take(Open open) throws IOException;
  }

  /** Brings them back. */
  @FunctionalInterface
  interface Opening {
    Open bringBack() throws IOException;
  }

  private final Opening opening;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Open> open = Optional.empty();

  Turn(Opening opening) {
    this.opening = opening;
  }

  /** Whether somebody has it now; what hangs has it for long. */
  boolean isTaken() {
    return lock.isLocked();
  }

  /** Waits for as long as it takes. */
  <T> T alone(Step<T> step) throws IOException {
    lock.lock();
    return taken(step);
  }

  /** Waits as long as somebody at the counter does; nothing if the turn does not come. */
  <T> Optional<T> soon(Step<T> step) throws IOException {
    if (lock.getQueueLength() >= WAITING_MAX) {
      return Optional.empty();
    }
    try {
      return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)
          ? Optional.of(taken(step))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a vault was at work", e);
    }
  }

  private <T> T taken(Step<T> step) throws IOException {
    boolean isDone = false;
    try {
      Open running = open.isPresent() ? open.get() : opening.bringBack();
      open = Optional.of(running);
      T result = step.take(running);
      isDone = true;
      return result;
    } finally {
      if (!isDone) {
        open = Optional.empty();
      }
      lock.unlock();
    }
  }

  /** Does what needs neither purse nor border. */
  void without(Runnable what) {
    lock.lock();
    try {
      what.run();
    } finally {
      lock.unlock();
    }
  }
}
