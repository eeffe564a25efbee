package org.specie.ledger.sbft.transfer;

import java.util.SortedSet;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.consensus.value.ReplicaId;

/** What happens to a transfer. */
public sealed interface TransferInput {
  /** Time has passed. */
  record Tick() implements TransferInput {}

  /** A message of another replica, whose name the link vouches for. */
  record Received(ReplicaId from, TransferMessage message) implements TransferInput {}

  /** Bytes of another replica that are no message. */
  record Unreadable(ReplicaId from) implements TransferInput {}

  /** The link to a source stands, or stands again. */
  record Linked(ReplicaId source) implements TransferInput {}

  /** The link to a source is gone: nothing that was asked of it comes any more. */
  record Unlinked(ReplicaId source) implements TransferInput {}

  /** The restoration that was wished for is under way; these chunks are missing. */
  record RestorationBegun(SortedSet<Integer> missing) implements TransferInput {}

  /** The restoration that was wished for was refused. */
  record RestorationRefused(Reason reason) implements TransferInput {}

  /** What became of a chunk that was to be stored. */
  record ChunkStored(int index, Verdict verdict) implements TransferInput {}

  /** The restoration is finished. */
  record Restored() implements TransferInput {}

  /** The block that was to be executed is executed and durable. */
  record Executed(long height) implements TransferInput {}

  /** The blocks that were to be filled in are durable. */
  record FilledIn(long lowest) implements TransferInput {}
}
