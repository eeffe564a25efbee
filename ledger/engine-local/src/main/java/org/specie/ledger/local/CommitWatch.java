package org.specie.ledger.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.CommittedBlock;
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

  private final Map<Hash32, CompletableFuture<Inclusion>> watched = new HashMap<>();

  /** Completes when the transaction named {@code transactionId} is next committed. */
  public synchronized CompletionStage<Inclusion> watch(Hash32 transactionId) {
    Check.that(watched.size() < WATCHED_MAX, "no more than 100,000 transactions are watched");
    return watched
        .computeIfAbsent(transactionId, id -> new CompletableFuture<>())
        .minimalCompletionStage();
  }

  /** Watches no longer, for instance because the transaction was refused at once. */
  public synchronized void forget(Hash32 transactionId) {
    watched.remove(transactionId);
  }

  @Override
  public void committed(CommittedBlock block) {
    List<TransactionResult> results = block.block().results();
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      for (int i = 0; i < results.size(); i++) {
        CompletableFuture<Inclusion> waiting = watched.remove(results.get(i).transactionId());
        if (waiting != null) {
          Inclusion inclusion = new Inclusion(block, i);
          due.add(() -> waiting.complete(inclusion));
        }
      }
    }
    due.forEach(Runnable::run);
  }
}
