package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.Subscription;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * Tells listeners of each block once it is here together with its certificate, in order, on a
 * thread of its own. It reads the block log and keeps nothing, so a slow listener costs no memory
 * and stops nobody; only the blocks it has not heard of are not forgotten before it has. Blocks
 * that state transfer left out are not told of.
 */
final class Announcer implements AutoCloseable {
  private final BlockLog log;
  private final List<CommittedBlock.Listener> listeners = new CopyOnWriteArrayList<>();
  private final Semaphore progress = new Semaphore(0);
  private final Thread thread;
  private volatile boolean isClosing;
  private volatile long next = Long.MAX_VALUE;

  Announcer(BlockLog log, Consumer<Throwable> failed) {
    this.log = log;
    this.thread =
        Thread.ofPlatform()
            .name("specie-announcer")
            .daemon(true)
            .uncaughtExceptionHandler((thread, why) -> failed.accept(why))
            .unstarted(() -> run(failed));
  }

  Subscription add(CommittedBlock.Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Begins behind what is certified by now. */
  void start() {
    next = log.certifiedHeight() + 1;
    thread.start();
    // What was certified since the line before woke nobody.
    progressed();
  }

  /** There may be another certified block. */
  void progressed() {
    boolean isAny = next <= log.certifiedHeight();
    if (isAny && progress.availablePermits() == 0) {
      progress.release();
    }
  }

  /** The first block that listeners were not told of. */
  long next() {
    return next;
  }

  private void run(Consumer<Throwable> failed) {
    try {
      while (!isClosing) {
        progress.acquire();
        progress.drainPermits();
        announce();
      }
    } catch (IOException e) {
      failed.accept(e);
    } catch (InterruptedException e) {
      failed.accept(e);
      Thread.currentThread().interrupt();
    }
  }

  private void announce() throws IOException {
    while (!isClosing && next <= log.certifiedHeight()) {
      long height = Math.max(next, log.firstHeight());
      if (height > log.certifiedHeight()) {
        // The log begins behind a snapshot now, and has no block yet.
        next = height;
        return;
      }
      Optional<CommittedBlock> committed = committed(height);
      committed.ifPresent(each -> listeners.forEach(listener -> listener.committed(each)));
      next = committed.isPresent() ? height + 1 : height;
    }
  }

  /** The block at {@code height}; nothing if state transfer has just gone on beyond it. */
  private Optional<CommittedBlock> committed(long height) throws IOException {
    try {
      return Optional.of(new CommittedBlock(log.require(height), log.readCertificate(height)));
    } catch (LedgerDamage e) {
      if (height < log.firstHeight()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    isClosing = true;
    progress.release();
    LedgerThread.join(thread);
  }
}
