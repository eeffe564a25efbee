package org.specie.ledger.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.TransactionResult;

/**
 * Tells those who submitted a transaction what it came to. Watch first, then submit: only blocks
 * committed from then on are seen. Thread-safe; futures are completed on the engine's thread.
 */
public final class CommitWatch implements CommittedBlock.Listener {
  /** How many transactions may be watched at once. */
  public static final int WATCHED_MAX = 100_000;

  /** Where a transaction was ordered and what it came to. */
  public record Inclusion(CommittedBlock block, int index) {
    public TransactionResult result() {
      return block.block().results().get(index);
    }
  }

  /**
   * One submitter's interest in a transaction. Closing it, for instance because the transaction was
   * refused at once, leaves others who watch the same transaction alone.
   */
  public final class Watch implements AutoCloseable {
    private final Hash32 transactionId;
    private final Shared shared;
    private boolean isClosed;

    private Watch(Hash32 transactionId, Shared shared) {
      this.transactionId = transactionId;
      this.shared = shared;
    }

    /** Completes when the transaction is next committed. */
    public CompletionStage<Inclusion> inclusion() {
      return shared.inclusion.minimalCompletionStage();
    }

    @Override
    public void close() {
      synchronized (CommitWatch.this) {
        boolean isLast = !isClosed && --shared.watchers == 0;
        isClosed = true;
        if (isLast) {
          watched.remove(transactionId, shared);
        }
      }
    }
  }

  /** What all watchers of one transaction wait for. */
  private static final class Shared {
    private final CompletableFuture<Inclusion> inclusion = new CompletableFuture<>();
    private int watchers;
  }

  private final Map<Hash32, Shared> watched = new HashMap<>();

  /** Watches the transaction named {@code transactionId}. */
  public synchronized Watch watch(Hash32 transactionId) {
    Check.that(watched.size() < WATCHED_MAX, "no more than 100,000 transactions are watched");
    Shared shared = watched.computeIfAbsent(transactionId, id -> new Shared());
    shared.watchers++;
    return new Watch(transactionId, shared);
  }

  /** How many transactions are watched. */
  public synchronized int size() {
    return watched.size();
  }

  @Override
  public void committed(CommittedBlock block) {
    List<TransactionResult> results = block.block().results();
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      for (int i = 0; i < results.size(); i++) {
        Shared shared = watched.remove(results.get(i).transactionId());
        if (shared != null) {
          Inclusion inclusion = new Inclusion(block, i);
          due.add(() -> shared.inclusion.complete(inclusion));
        }
      }
    }
    due.forEach(Runnable::run);
  }
}
