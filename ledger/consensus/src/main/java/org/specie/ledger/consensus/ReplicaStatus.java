package org.specie.ledger.consensus;

import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.View;

/**
 * A glance at a replica.
 *
 * @param isActive whether it has entered {@code view}
 * @param isVoting false while it follows without voting because it lost its log
 * @param decided the last slot handed to execution
 * @param executed the last slot whose block is durable
 * @param certified the highest slot whose certificate it has
 * @param stable the last stable checkpoint
 * @param pending transactions it waits for
 */
public record ReplicaStatus(
    View view,
    boolean isActive,
    boolean isVoting,
    SequenceNumber decided,
    SequenceNumber executed,
    SequenceNumber certified,
    SequenceNumber stable,
    int pending) {}
