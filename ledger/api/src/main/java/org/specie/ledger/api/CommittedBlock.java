package org.specie.ledger.api;

import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;

/** A block that is durable here, with its finality proof if that has arrived. */
public record CommittedBlock(Block block, Optional<CommitCertificate> certificate) {
  /** Told of each committed block, in order. It must not block and must not throw. */
  @FunctionalInterface
  public interface Listener {
    /** Takes the next committed block. */
    void committed(CommittedBlock block);
  }

  /** The first result of the transaction named {@code transactionId}, if this block has one. */
  public Optional<TransactionResult> resultOf(Hash32 transactionId) {
    return block.results().stream()
        .filter(result -> result.transactionId().equals(transactionId))
        .findFirst();
  }
}
