package org.specie.services.bank;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Carries on what waits for vaults: when it is nudged, and every few seconds. Spec:
 * docs/spec/59-bank-service.md 3.5.
 */
public final class Rounds implements AutoCloseable {
  private static final long PAUSE_SECONDS = 5;
  private static final long END_SECONDS = 60;

  private final Semaphore nudges = new Semaphore(0);
  private final BankService bank;
  private final Consumer<IOException> failures;
  private final Thread worker = new Thread(this::takeRounds, "specie-bank-rounds");
  private volatile Optional<Throwable> end = Optional.empty();
  private volatile boolean isClosed;

  private Rounds(BankService bank, Consumer<IOException> failures) {
    this.bank = bank;
    this.failures = failures;
  }

  /**
   * Begins.
   *
   * @param failures told what kept a vault from its work
   */
  public static Rounds begin(BankService bank, Consumer<IOException> failures) {
    Rounds rounds = new Rounds(bank, failures);
    rounds.worker.setDaemon(true);
    rounds.worker.setUncaughtExceptionHandler((thread, bug) -> rounds.end = Optional.of(bug));
    rounds.worker.start();
    return rounds;
  }

  /** Something waits for a vault. */
  public void nudge() {
    nudges.release();
  }

  /** The bug that ended the rounds, if there was one. */
  public Optional<Throwable> end() {
    return end;
  }

  private void takeRounds() {
    try {
      while (!isClosed) {
        List<IOException> failed = bank.work();
        failed.forEach(failures);
        boolean _ = nudges.tryAcquire(PAUSE_SECONDS, TimeUnit.SECONDS);
        int _ = nudges.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends after the round that is under way. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    nudge();
    try {
      worker.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a vault was at work", e);
    }
  }
}
