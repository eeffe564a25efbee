package org.specie.ledger.consensus.step;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;

/** Everything that can happen to a replica. */
public sealed interface Input {
  /** A message whose sender the link has authenticated. */
  record Received(ReplicaId from, long epoch, Message message) implements Input {}

  /** Transactions that this replica's users submitted and its application admits. */
  record Submitted(List<Transaction> transactions) implements Input {
    public Submitted {
      transactions = List.copyOf(transactions);
    }
  }

  /**
   * Transactions of this replica's users that it stops waiting for: a block that state transfer
   * brought has them, or a state that it brought may have.
   */
  record Settled(List<Hash32> transactions) implements Input {
    public Settled {
      transactions = List.copyOf(transactions);
    }
  }

  /**
   * The block of a slot is durable here.
   *
   * @param lastOfEpoch the slot with which this epoch ends, once a change of operators is decided
   */
  record Executed(Execution execution, Optional<SequenceNumber> lastOfEpoch) implements Input {}

  /**
   * State transfer has brought application and block log to {@code checkpoint}.
   *
   * @param uncertified blocks before it that are here without a certificate, in order; what follows
   *     is certified, so they are final, and this replica helps to certify them
   */
  record CaughtUp(
      Checkpoint checkpoint, Optional<SequenceNumber> lastOfEpoch, List<Execution> uncertified)
      implements Input {
    public CaughtUp {
      uncertified = List.copyOf(uncertified);
    }

    /** The same with every block before the checkpoint certified. */
    public CaughtUp(Checkpoint checkpoint, Optional<SequenceNumber> lastOfEpoch) {
      this(checkpoint, lastOfEpoch, List.of());
    }
  }

  /**
   * Whether the application has work open that needs heights, whatever their blocks hold: said
   * after each block, and when the state machine begins.
   *
   * @param after the last durable block when the application said so
   * @param until the height that the work waits for; nothing if none is open
   */
  record Awaited(SequenceNumber after, Optional<SequenceNumber> until) implements Input {}

  /** The link to a replica stands. */
  record Connected(ReplicaId peer) implements Input {}

  /** The link to a replica is gone; it is not hoped for on the fast path. */
  record Disconnected(ReplicaId peer) implements Input {}

  /** Time has passed; only timers act. */
  record Tick() implements Input {}
}
