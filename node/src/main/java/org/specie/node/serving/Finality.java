package org.specie.node.serving;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.gateway.service.LedgerAnswers;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.chain.BlockSource;

/**
 * Lets people wait for a block to be final at a replica. A certificate may trail its block, so
 * whoever waits looks again every few milliseconds besides being woken by commits.
 */
public final class Finality implements LedgerAnswers.FinalHeight, CommittedBlock.Listener {
  private static final long LOOK_MS = 5;
  private static final long WAIT_MS = 1_000;

  private final BlockSource blocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long commits;

  public Finality(BlockSource blocks) {
    this.blocks = blocks;
  }

  @Override
  public void committed(CommittedBlock block) {
    lock.lock();
    try {
      commits++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(long height) throws IOException {
    return await(height, WAIT_MS);
  }

  /** Waits for the block at {@code height} to be final; false if that takes longer. */
  public boolean await(long height, long milliseconds) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    while (!isFinal(height)) {
      if (end - System.nanoTime() <= 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  private boolean isFinal(long height) throws IOException {
    return blocks.height() >= height && blocks.certificate(height).isPresent();
  }

  /** Returns when another block was committed, or after a moment. */
  private void pause() throws IOException {
    lock.lock();
    try {
      long before = commits;
      long left = TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
      while (commits == before && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a block");
    } finally {
      lock.unlock();
    }
  }
}
