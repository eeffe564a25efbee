package org.specie.ledger.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.specie.ledger.api.block.Transaction;

/**
 * Admitted transactions in the order they came, waiting for a block. Bounded in number and bytes:
 * when it is full the submitter is told, instead of somebody else's transaction being dropped. Not
 * deduplicated; not thread-safe.
 */
final class Mempool {
  private final LocalEngineConfig config;
  private final Queue<Transaction> waiting = new ArrayDeque<>();
  private long waitingBytes;

  Mempool(LocalEngineConfig config) {
    this.config = config;
  }

  /** Whether there was room for {@code transaction}. */
  boolean offer(Transaction transaction) {
    long bytes = waitingBytes + transaction.bytes().size();
    if (waiting.size() >= config.pendingMax() || bytes > config.pendingBytesMax()) {
      return false;
    }
    waiting.add(transaction);
    waitingBytes = bytes;
    return true;
  }

  /** Removes the next block's worth of transactions. */
  List<Transaction> take() {
    List<Transaction> taken = new ArrayList<>();
    long takenBytes = 0;
    while (taken.size() < config.blockTransactionsMax()) {
      Transaction next = waiting.peek();
      if (next == null || takenBytes + next.bytes().size() > config.blockBytesMax()) {
        break;
      }
      taken.add(waiting.remove());
      takenBytes += next.bytes().size();
    }
    waitingBytes -= takenBytes;
    return taken;
  }

  int size() {
    return waiting.size();
  }
}
