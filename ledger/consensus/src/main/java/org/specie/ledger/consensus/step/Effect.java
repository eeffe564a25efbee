package org.specie.ledger.consensus.step;

import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;

/**
 * What the shell has to do, in order. The one obligation: nothing is sent before every record that
 * stands before it, in this step or an earlier one, is durable.
 */
public sealed interface Effect {
  /** Append to the consensus log; durable before anything that follows is sent. */
  record Persist(LogRecord record) implements Effect {}

  /** Send to one replica. It may get lost; the state machine sends again what matters. */
  record Send(ReplicaId to, Message message) implements Effect {}

  /** Send to all other replicas. */
  record Broadcast(Message message) implements Effect {}

  /**
   * The next slot is decided: execute, make the block durable, answer with {@link Input.Executed}.
   * Slots come in order without gaps.
   */
  record Execute(SequenceNumber sequence, Batch batch) implements Effect {}

  /** The block of a slot executed here is final; keep its certificate. */
  record Certified(Execution execution, QuorumCertificate certificate) implements Effect {}

  /** A checkpoint is stable: records of slots up to it are no longer needed. */
  record Stable(Checkpoint checkpoint) implements Effect {}

  /**
   * Others are further than messages can bring this replica: fetch blocks or state up to at least
   * {@code checkpoint}, then say {@link Input.CaughtUp}. Repeated when others move on.
   */
  record CatchUp(Checkpoint checkpoint) implements Effect {}

  /** The last block of the epoch is final; this state machine has nothing more to do. */
  record EpochEnded(Checkpoint checkpoint) implements Effect {}

  /** Something an operator or a metric wants to know. */
  record Notify(Notice notice) implements Effect {}
}
