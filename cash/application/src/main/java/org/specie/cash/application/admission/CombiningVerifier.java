package org.specie.cash.application.admission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.kernel.crypto.batch.BatchVerifier;

/**
 * Makes batches of what many threads ask for: single transactions, proposals, what other replicas
 * hand over. Whoever comes while nobody verifies takes everything that waits and verifies it;
 * whoever comes meanwhile waits for the next batch. So a batch is as large as the load, an idle
 * ledger answers at once, and no thread is needed of its own. If what was put together fails, the
 * single ones and each list are verified by themselves, and for a while that is what batches are.
 */
final class CombiningVerifier {
  /** The most transactions in one batch: beyond it the equation is as cheap as it gets. */
  static final int BATCH_MAX = 256;

  /** After a batch of several lists failed, for so many batches no list is put to another. */
  static final int APART_BATCHES = 64;

  /** What one thread asks for. */
  private static final class Part {
    private final List<PreparedTransaction> transactions;
    private final boolean isSingle;
    private final BitSet falseOnes = new BitSet();
    private boolean isDone;

    private Part(List<PreparedTransaction> transactions, boolean isSingle) {
      this.transactions = transactions;
      this.isSingle = isSingle;
    }
  }

  private final BatchVerifier verifier;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition batchDone = lock.newCondition();
  private final List<Part> waiting = new ArrayList<>();
  private boolean isBusy;
  private int apart;

  CombiningVerifier(BatchVerifier verifier) {
    this.verifier = verifier;
  }

  /** Which of {@code transactions} do not hold, verified together with whatever else waits. */
  BitSet findFalse(List<PreparedTransaction> transactions) {
    List<Part> own = new ArrayList<>();
    for (int from = 0; from < transactions.size(); from += BATCH_MAX) {
      int to = Math.min(transactions.size(), from + BATCH_MAX);
      own.add(new Part(transactions.subList(from, to), false));
    }
    verify(own);
    BitSet all = new BitSet();
    for (int i = 0; i < own.size(); i++) {
      int offset = i * BATCH_MAX;
      own.get(i).falseOnes.stream().forEach(each -> all.set(offset + each));
    }
    return all;
  }

  /** Whether {@code transaction} holds, verified together with whatever else waits. */
  boolean holds(PreparedTransaction transaction) {
    Part own = new Part(List.of(transaction), true);
    verify(List.of(own));
    return own.falseOnes.isEmpty();
  }

  private void verify(List<Part> own) {
    lock.lock();
    try {
      waiting.addAll(own);
      while (!own.stream().allMatch(part -> part.isDone)) {
        if (isBusy) {
          batchDone.awaitUninterruptibly();
        } else {
          verifyWaiting();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Called with the lock held, which it lets go of while it verifies. */
  private void verifyWaiting() {
    List<Part> batch = next();
    isBusy = true;
    lock.unlock();
    boolean hasFailed = false;
    try {
      List<List<Part>> groups = groups(batch);
      hasFailed = groups.size() > 1 && !verifier.allHold(transactions(batch));
      if (hasFailed || groups.size() == 1) {
        groups.forEach(this::findFalseOf);
      }
      batch.forEach(part -> part.isDone = true);
    } finally {
      lock.lock();
      isBusy = false;
      if (hasFailed) {
        apart = APART_BATCHES;
      }
      // A batch that was cut short by a bug goes back, so that nobody waits for ever.
      batch.stream().filter(part -> !part.isDone).forEach(waiting::add);
      batchDone.signalAll();
    }
  }

  /** What waited longest and what goes with it, as much as fits a batch. */
  private List<Part> next() {
    Part first = waiting.getFirst();
    List<Part> next = new ArrayList<>();
    int size = 0;
    for (Part part : waiting) {
      boolean mayJoin = apart == 0 || part == first || (part.isSingle && first.isSingle);
      if (mayJoin && size + part.transactions.size() <= BATCH_MAX) {
        next.add(part);
        size += part.transactions.size();
      }
    }
    waiting.removeAll(next);
    apart = Math.max(0, apart - 1);
    return next;
  }

  /** All single ones together, and each list. */
  private static List<List<Part>> groups(List<Part> batch) {
    List<List<Part>> groups = new ArrayList<>();
    List<Part> single = batch.stream().filter(part -> part.isSingle).toList();
    if (!single.isEmpty()) {
      groups.add(single);
    }
    batch.stream().filter(part -> !part.isSingle).forEach(part -> groups.add(List.of(part)));
    return groups;
  }

  private void findFalseOf(List<Part> group) {
    BitSet falseOnes = verifier.findFalse(transactions(group));
    int offset = 0;
    for (Part part : group) {
      int size = part.transactions.size();
      part.falseOnes.or(falseOnes.get(offset, offset + size));
      offset += size;
    }
  }

  private static List<PreparedTransaction> transactions(List<Part> parts) {
    return parts.stream().flatMap(part -> part.transactions.stream()).toList();
  }
}
