package org.specie.node.serving;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.specie.cash.application.query.TransactionIndex;
import org.specie.cash.gateway.service.Submissions;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.CommitWatch;
import org.specie.ledger.api.ConsensusEngine;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;

/**
 * Submissions to the engine of one replica. Each waits, on its caller's thread, until its block is
 * final here and its outputs are signed, or until it has waited long enough and the caller had
 * better ask elsewhere too. The same bytes, once applied, are answered from the index at once.
 */
public final class EngineSubmissions implements Submissions {
  /** Submissions under way at one time. */
  public static final int SUBMISSIONS_MAX = 4096;

  /** How long a replica waits before it tells the submitter that nobody knows. */
  private static final long WAIT_MS = 15_000;

  /** How often a waiting submission looks whether the block came by another way. */
  private static final long LOOK_MS = 500;

  private final ConsensusEngine engine;
  private final TransactionIndex index;
  private final CommitWatch watch;
  private final Finality finality;
  private final SignedHeight signed;
  private final Semaphore submissions = new Semaphore(SUBMISSIONS_MAX);

  /**
   * @param index of the engine's application
   * @param watch that hears of the engine's commits
   * @param signed of this replica's archive
   */
  public EngineSubmissions(
      ConsensusEngine engine,
      TransactionIndex index,
      CommitWatch watch,
      Finality finality,
      SignedHeight signed) {
    this.engine = engine;
    this.index = index;
    this.watch = watch;
    this.finality = finality;
    this.signed = signed;
  }

  @Override
  public Outcome submit(Transaction transaction) throws IOException {
    if (!submissions.tryAcquire()) {
      return new Outcome.Busy();
    }
    try (CommitWatch.Watch inclusion = watch.watch(transaction.id())) {
      return submit(transaction, inclusion);
    } finally {
      submissions.release();
    }
  }

  private Outcome submit(Transaction transaction, CommitWatch.Watch inclusion) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
    Optional<TransactionIndex.Entry> before = applied(transaction.id());
    if (before.isPresent()) {
      return whenSigned(before.get().height(), before.get().index(), end);
    }
    Optional<Admission> admission = await(engine.submit(transaction), WAIT_MS);
    if (admission.isEmpty()) {
      return new Outcome.Undecided();
    }
    return switch (admission.get()) {
      case Admission.Refused(var reason) -> {
        // The same bytes may have been applied while these were checked.
        Optional<TransactionIndex.Entry> meanwhile = applied(transaction.id());
        if (meanwhile.isPresent()) {
          yield whenSigned(meanwhile.get().height(), meanwhile.get().index(), end);
        }
        if (reason == LedgerRefusal.MEMPOOL_FULL) {
          yield new Outcome.Busy();
        }
        yield reason == LedgerRefusal.ENGINE_STOPPED
            ? new Outcome.Undecided()
            : new Outcome.NotAdmitted(reason);
      }
      case Admission.Admitted _ -> included(transaction.id(), inclusion, end);
    };
  }

  private Outcome included(Hash32 id, CommitWatch.Watch watching, long end) throws IOException {
    while (end - System.nanoTime() > 0) {
      Optional<CommitWatch.Inclusion> inclusion = await(watching.inclusion(), LOOK_MS);
      if (inclusion.isPresent()) {
        return whenSigned(inclusion.get().block().block().height(), inclusion.get().index(), end);
      }
      // A block that came by state transfer was never announced.
      Optional<TransactionIndex.Entry> found = applied(id);
      if (found.isPresent()) {
        return whenSigned(found.get().height(), found.get().index(), end);
      }
    }
    return new Outcome.Undecided();
  }

  private Outcome whenSigned(long height, int at, long end) throws IOException {
    boolean isThere =
        finality.await(height, leftMs(end)) && signed.await(height, Math.max(1, leftMs(end)));
    return isThere ? new Outcome.Final(height, at) : new Outcome.Undecided();
  }

  private static long leftMs(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  private Optional<TransactionIndex.Entry> applied(Hash32 id) throws IOException {
    return index.find(id).filter(entry -> entry.code() == TransactionResult.APPLIED);
  }

  private static <T> Optional<T> await(CompletionStage<T> stage, long milliseconds)
      throws IOException {
    try {
      return Optional.of(stage.toCompletableFuture().get(milliseconds, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the ledger");
    } catch (ExecutionException e) {
      throw new IOException("the ledger failed: " + e.getCause(), e);
    }
  }
}
