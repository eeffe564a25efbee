package org.specie.cash.application.admission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.kernel.crypto.batch.BatchVerifier;

/**
 * Makes batches of what many threads ask for one by one. Whoever comes while nobody verifies takes
 * everything that waits and verifies it; whoever comes meanwhile waits for the next batch. So a
 * batch is as large as the load, an idle ledger answers at once, and no thread is needed of its
 * own.
 */
final class CombiningVerifier {
  /** The most transactions in one batch: beyond it the equation is as cheap as it gets. */
  static final int BATCH_MAX = 256;

  private static final class Request {
    final PreparedTransaction transaction;
    boolean isDone;
    boolean holds;

    Request(PreparedTransaction transaction) {
      this.transaction = transaction;
    }
  }

  private final BatchVerifier verifier;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition batchDone = lock.newCondition();
  private final List<Request> waiting = new ArrayList<>();
  private boolean isBusy;

  CombiningVerifier(BatchVerifier verifier) {
    this.verifier = verifier;
  }

  /** Which of {@code transactions} do not hold, verified by themselves. */
  BitSet findFalse(List<PreparedTransaction> transactions) {
    BitSet all = new BitSet();
    for (int from = 0; from < transactions.size(); from += BATCH_MAX) {
      int to = Math.min(transactions.size(), from + BATCH_MAX);
      int offset = from;
      verifier.findFalse(transactions.subList(from, to)).stream()
          .forEach(each -> all.set(offset + each));
    }
    return all;
  }

  /** Whether {@code transaction} holds, verified together with whatever else waits. */
  boolean holds(PreparedTransaction transaction) {
    Request own = new Request(transaction);
    lock.lock();
    try {
      waiting.add(own);
      while (!own.isDone) {
        if (isBusy) {
          batchDone.awaitUninterruptibly();
        } else {
          verifyWaiting();
        }
      }
      return own.holds;
    } finally {
      lock.unlock();
    }
  }

  /** Called with the lock held, which it lets go of while it verifies. */
  private void verifyWaiting() {
    List<Request> first = waiting.subList(0, Math.min(BATCH_MAX, waiting.size()));
    List<Request> batch = List.copyOf(first);
    first.clear();
    isBusy = true;
    lock.unlock();
    try {
      BitSet falseOnes =
          verifier.findFalse(batch.stream().map(request -> request.transaction).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).holds = !falseOnes.get(i);
        batch.get(i).isDone = true;
      }
    } finally {
      lock.lock();
      isBusy = false;
      // A batch that was cut short by a bug goes back, so that nobody waits for ever.
      batch.stream().filter(request -> !request.isDone).forEach(waiting::add);
      batchDone.signalAll();
    }
  }
}
