package org.specie.wallet.spending;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.wallet.Auditors;
import org.specie.wallet.Auditors.Told;
import org.specie.wallet.holding.Shown;

/**
 * Asks all auditors whose approval is not there yet, at the same time, until enough have approved,
 * all have answered, or the time is up. A signature counts when it is the auditor's on exactly this
 * payment; whoever answers anything else has not answered.
 */
final class ApprovalRound {
  private static final long ROUND_MS = 15_000;

  /**
   * What came of it.
   *
   * @param approvals new ones, verified
   * @param refusals of those who will not approve whenever they are asked again
   */
  record Outcome(List<Approval> approvals, List<Reason> refusals) {
    Outcome {
      approvals = List.copyOf(approvals);
      refusals = List.copyOf(refusals);
    }
  }

  private record Heard(int index, Optional<Told> told) {}

  private final Auditors auditors;
  private final KeyQuorum quorum;
  private final ByteString statement;

  /**
   * @param quorum the auditors of the policy under which the payment was proven
   */
  ApprovalRound(Auditors auditors, KeyQuorum quorum, Approval.Statement statement) {
    this.auditors = auditors;
    this.quorum = quorum;
    this.statement = statement.bytes();
  }

  Outcome run(Shown shown) throws IOException {
    List<Integer> missing = missing(shown);
    BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(KeyQuorum.KEYS_MAX);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (int index : missing) {
        threads.execute(() -> heard.add(new Heard(index, asked(index, shown))));
      }
      return listen(heard, missing.size(), quorum.required() - shown.approvals().size());
    } finally {
      // Whoever is late is not waited for.
      threads.shutdownNow();
    }
  }

  private List<Integer> missing(Shown shown) {
    List<Integer> missing = new ArrayList<>();
    for (int index = 0; index < quorum.keys().size(); index++) {
      int each = index;
      if (shown.approvals().stream().noneMatch(known -> known.index() == each)) {
        missing.add(index);
      }
    }
    return missing;
  }

  private Optional<Told> asked(int index, Shown shown) {
    try {
      return Optional.of(auditors.ask(quorum.keys().get(index), shown.showing()));
    } catch (IOException e) {
      // Silent, or not there: the others are asked at the same time.
      return Optional.empty();
    }
  }

  private Outcome listen(BlockingQueue<Heard> heard, int asked, int wanted) throws IOException {
    List<Approval> approvals = new ArrayList<>();
    List<Reason> refusals = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ROUND_MS);
    for (int answers = 0; answers < asked && approvals.size() < wanted; answers++) {
      Heard next = next(heard, deadline);
      if (next == null) {
        break;
      }
      next.told()
          .ifPresent(
              told -> {
                switch (told) {
                  case Told.Approved(ByteString signature) -> {
                    if (isGenuine(next.index(), signature)) {
                      approvals.add(new Approval(next.index(), signature));
                    }
                  }
                  case Told.Waiting _ -> {}
                  case Told.Refused(Reason reason, boolean forGood) -> {
                    if (forGood) {
                      refusals.add(reason);
                    }
                  }
                }
              });
    }
    return new Outcome(approvals, refusals);
  }

  private static @Nullable Heard next(BlockingQueue<Heard> heard, long deadline)
      throws IOException {
    try {
      return heard.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while auditors were asked");
    }
  }

  private boolean isGenuine(int index, ByteString signature) {
    return signature.size() == Ed25519PublicKey.SIGNATURE_SIZE
        && quorum.keys().get(index).verify(statement, signature);
  }
}
