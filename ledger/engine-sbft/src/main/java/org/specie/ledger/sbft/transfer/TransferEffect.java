package org.specie.ledger.sbft.transfer;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.consensus.value.ReplicaId;

/** What a transfer wants done. All but the first and the last three are answered by an input. */
public sealed interface TransferEffect {
  /** Send {@code message}; it may be lost. */
  record Send(ReplicaId to, TransferMessage message) implements TransferEffect {}

  /** Begin to restore the state of {@code target}, which is certified. */
  record BeginRestoration(Checkpoint target, ByteString manifest) implements TransferEffect {}

  /** Check and store a chunk. */
  record StoreChunk(int index, ByteString chunk) implements TransferEffect {}

  /** Finish the restoration of {@code target}: all chunks are stored. */
  record FinishRestoration(Checkpoint target) implements TransferEffect {}

  /** Execute a block that follows the last one and is certified, and make it durable. */
  record Execute(Filled next) implements TransferEffect {}

  /** Add blocks below the first one at hand, from the highest down, each one certified. */
  record FillIn(List<Filled> blocks) implements TransferEffect {
    public FillIn {
      blocks = List.copyOf(blocks);
    }
  }

  /** A block with its certificate, both verified. */
  record Filled(Block block, CommitCertificate certificate) {}

  /** Nobody has the blocks up to {@code last} any more: go on without them. */
  record GiveUpBlocks(long last) implements TransferEffect {}

  /** {@code source} sent what no honest replica sends, and is not asked again. */
  record Blame(ReplicaId source, Reason reason) implements TransferEffect {}

  /** The replica is as far as its sources and takes part again; older blocks may still follow. */
  record CaughtUp(long height) implements TransferEffect {}

  /** Nothing more is to be done. */
  record Done() implements TransferEffect {}

  /** Every source has been blamed: begin again later, with whoever is there then. */
  record NoSourceLeft() implements TransferEffect {}
}
