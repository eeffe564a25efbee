package org.specie.services.bank;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Carries on what waits for vaults: when it is nudged, and every few seconds. Each vault has rounds
 * of its own, so that one that hangs holds up nobody else's. Spec: docs/spec/59-bank-service.md 3.5
 * and 5.3.
 */
public final class Rounds implements AutoCloseable {
  private static final long PAUSE_SECONDS = 5;
  private static final long END_SECONDS = 60;

  private final BankService bank;
  private final Consumer<IOException> failures;
  private final List<Worker> workers;
  private final CountDownLatch first;
  private volatile Optional<Throwable> end = Optional.empty();
  private volatile boolean isClosed;

  private Rounds(BankService bank, Consumer<IOException> failures) {
    this.bank = bank;
    this.failures = failures;
    this.workers = bank.vaultNames().stream().map(Worker::new).toList();
    this.first = new CountDownLatch(workers.size());
  }

  /** The rounds of one vault. */
  private final class Worker {
    private final String vault;
    private final Semaphore nudges = new Semaphore(0);
    private final Thread thread;

    private Worker(String vault) {
      this.vault = vault;
      this.thread = new Thread(this::takeRounds, "specie-bank-" + vault);
    }

    private void begin() {
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((of, bug) -> end = Optional.of(bug));
      thread.start();
    }

    private void takeRounds() {
      try {
        while (!isClosed) {
          bank.work(vault).ifPresent(Rounds.this::tell);
          first.countDown();
          boolean _ = nudges.tryAcquire(PAUSE_SECONDS, TimeUnit.SECONDS);
          int _ = nudges.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Begins.
   *
   * @param failures told what kept a vault from its work, by one thread at a time
   */
  public static Rounds begin(BankService bank, Consumer<IOException> failures) {
    Rounds rounds = new Rounds(bank, failures);
    rounds.workers.forEach(Worker::begin);
    return rounds;
  }

  private synchronized void tell(IOException failure) {
    failures.accept(failure);
  }

  /** Waits until every vault has ended its first round, or for so long. */
  public void awaitFirst(long seconds) throws IOException {
    try {
      boolean _ = first.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while vaults were at work", e);
    }
  }

  /** Something waits for the vault of this name. */
  public void nudge(String vault) {
    workers.stream()
        .filter(each -> each.vault.equals(vault))
        .forEach(each -> each.nudges.release());
  }

  /** The bug that ended a vault's rounds, if there was one. */
  public Optional<Throwable> end() {
    return end;
  }

  /** Ends after the rounds that are under way. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    workers.forEach(each -> each.nudges.release());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    try {
      for (Worker each : workers) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        each.thread.join(Math.max(1, left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a vault was at work", e);
    }
  }
}
