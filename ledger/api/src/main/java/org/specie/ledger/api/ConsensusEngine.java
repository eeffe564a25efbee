package org.specie.ledger.api;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockSource;

/**
 * Whatever orders transactions and proves the order final. Seen from the money every engine is the
 * same; genesis, identity, keys, clock and storage go to its constructor. Source:
 * docs/spec/20-ledger.md, section 9.
 */
public interface ConsensusEngine extends AutoCloseable {
  /** What may be expected of this engine. */
  Capabilities capabilities();

  /**
   * Brings {@code application} up to the end of the durable log and begins to order.
   *
   * @throws LedgerDamage if log and application contradict each other
   */
  void start(ReplicatedApplication application) throws IOException;

  /** Hands in a transaction: at least once, not deduplicated; resubmit until it is executed. */
  CompletionStage<Admission> submit(Transaction transaction);

  /** Where the engine is now. */
  EngineStatus status();

  /** The finality proof of a block, which may trail the block itself. */
  Optional<CommitCertificate> certificate(long height) throws IOException;

  /** The durable chain, for readers and verifiers. */
  BlockSource blocks();

  /** Calls {@code listener} for each block committed from now on, in order, on one thread. */
  Subscription onCommit(CommittedBlock.Listener listener);

  /** Stops ordering. What waits is lost, what is committed is durable. Harmless when repeated. */
  @Override
  void close() throws IOException;
}
