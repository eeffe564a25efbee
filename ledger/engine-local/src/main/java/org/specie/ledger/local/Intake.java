package org.specie.ledger.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.kernel.core.Check;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.CommittedBlock;
import org.specie.ledger.api.EngineStatus.Phase;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Transaction;

/**
 * Where submitting threads meet the one that makes blocks: what waits, whether anybody asked for a
 * block regardless, and the engine's phase, all under one lock. Futures are completed outside it.
 */
final class Intake {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Mempool mempool;
  private final long openWorkMs;
  private List<CompletableFuture<CommittedBlock>> asked = new ArrayList<>();
  private List<CompletableFuture<CommittedBlock>> inHand = new ArrayList<>();
  private Phase phase = Phase.NEW;
  private Optional<String> failure = Optional.empty();

  Intake(LocalEngineConfig config) {
    this.mempool = new Mempool(config);
    this.openWorkMs = config.openWorkMs();
  }

  void open() {
    lock.lock();
    try {
      Check.that(phase == Phase.NEW, "an engine is started once");
      phase = Phase.RUNNING;
    } finally {
      lock.unlock();
    }
  }

  Admission offer(Transaction transaction) {
    lock.lock();
    try {
      if (phase != Phase.RUNNING) {
        return new Admission.Refused(LedgerRefusal.ENGINE_STOPPED);
      }
      if (!mempool.offer(transaction)) {
        return new Admission.Refused(LedgerRefusal.MEMPOOL_FULL);
      }
      changed.signal();
      return new Admission.Admitted(transaction.id());
    } finally {
      lock.unlock();
    }
  }

  CompletionStage<CommittedBlock> askForBlock() {
    lock.lock();
    try {
      if (phase != Phase.RUNNING) {
        return CompletableFuture.failedFuture(stopped());
      }
      CompletableFuture<CommittedBlock> next = new CompletableFuture<>();
      asked.add(next);
      changed.signal();
      return next.minimalCompletionStage();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something to do; nothing when the engine is to stop.
   *
   * @param isHeightAwaited a block is due after a while, whatever it holds
   */
  Optional<List<Transaction>> awaitBatch(boolean isHeightAwaited) throws InterruptedException {
    lock.lock();
    try {
      long leftNanos = TimeUnit.MILLISECONDS.toNanos(openWorkMs);
      while (phase == Phase.RUNNING && mempool.size() == 0 && asked.isEmpty() && leftNanos > 0) {
        if (isHeightAwaited) {
          leftNanos = changed.awaitNanos(leftNanos);
        } else {
          changed.awaitUninterruptibly();
        }
      }
      if (phase != Phase.RUNNING) {
        return Optional.empty();
      }
      inHand = asked;
      asked = new ArrayList<>();
      return Optional.of(mempool.take());
    } finally {
      lock.unlock();
    }
  }

  /** Answers those who asked for the block that was just made. */
  void committed(CommittedBlock block) {
    List<CompletableFuture<CommittedBlock>> answered;
    lock.lock();
    try {
      answered = inHand;
      inHand = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    answered.forEach(each -> each.complete(block));
  }

  /** Stops for good; the first reason stays. */
  void stop(Phase last, Optional<String> why) {
    List<CompletableFuture<CommittedBlock>> unanswered = new ArrayList<>();
    lock.lock();
    try {
      if (phase == Phase.NEW || phase == Phase.RUNNING) {
        phase = last;
        failure = why;
      }
      changed.signalAll();
      unanswered.addAll(asked);
      asked = new ArrayList<>();
      if (phase == Phase.FAILED) {
        unanswered.addAll(inHand);
        inHand = new ArrayList<>();
      }
    } finally {
      lock.unlock();
    }
    unanswered.forEach(each -> each.completeExceptionally(stopped()));
  }

  Phase phase() {
    lock.lock();
    try {
      return phase;
    } finally {
      lock.unlock();
    }
  }

  Optional<String> failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  int pending() {
    lock.lock();
    try {
      return mempool.size();
    } finally {
      lock.unlock();
    }
  }

  private static IOException stopped() {
    return new IOException(LedgerRefusal.ENGINE_STOPPED.sentence());
  }
}
