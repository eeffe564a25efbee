package org.specie.node.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.audit.SupplyReport;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;

/**
 * Puts the verifier of chains and the auditor of money together: every block's place, contents and
 * certificate, then its transactions executed again, proofs included, and the supply added up. Uses
 * all cores for proofs.
 */
public final class ChainVerification {
  /** Told of each block that was found sound. */
  @FunctionalInterface
  public interface Progress {
    /** The block at {@code height} of the chain up to {@code last} is sound. */
    void sound(long height, long last);
  }

  /** What verifying a ledger came to. */
  public sealed interface Outcome {
    /** Every block up to {@code head} is sound and the money adds up to {@code supply}. */
    record Sound(BlockHeader head, SupplyReport supply) implements Outcome {}

    /** The block at {@code height} is the first that does not hold, for {@code reason}. */
    record Broken(long height, Reason reason) implements Outcome {}
  }

  private final Genesis genesis;
  private final Entropy entropy;
  private final Progress progress;

  /**
   * @param genesis from a source the caller trusts, never from the hand that gave the blocks
   * @param entropy unpredictable to whoever made the chain
   */
  public ChainVerification(Genesis genesis, Entropy entropy, Progress progress) {
    this.genesis = genesis;
    this.entropy = entropy;
    this.progress = progress;
  }

  /**
   * Verifies everything {@code source} holds.
   *
   * @param scratch empty storage, for the state that the blocks lead to
   */
  public Outcome verify(BlockSource source, Storage scratch) throws IOException {
    LedgerConstants ledger;
    try {
      ledger = LedgerConstants.of(genesis);
    } catch (MalformedInput e) {
      return new Outcome.Broken(0, LedgerRefusal.GENESIS_DIFFERS);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().name("specie-audit-", 0).daemon(true).factory())) {
      BatchVerifier verifier = new BatchVerifier(ledger.suite().bases(), entropy, workers, cores);
      return verify(source, SupplyAuditor.create(ledger, scratch, verifier));
    }
  }

  private Outcome verify(BlockSource source, SupplyAuditor auditor) throws IOException {
    long last = source.height();
    BlockAuditor reporting =
        block -> {
          Verdict verdict = auditor.audit(block);
          if (verdict.isAccepted()) {
            progress.sound(block.height(), last);
          }
          return verdict;
        };
    try {
      return switch (new ChainVerifier(genesis).verify(source, reporting)) {
        case ChainVerdict.Sound(BlockHeader head) -> new Outcome.Sound(head, auditor.report());
        case ChainVerdict.Broken(long height, Reason reason) -> new Outcome.Broken(height, reason);
      };
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
