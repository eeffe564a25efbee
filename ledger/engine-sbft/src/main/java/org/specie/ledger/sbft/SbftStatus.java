package org.specie.ledger.sbft;

import java.util.Optional;
import java.util.Set;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.sbft.metrics.Health;

/**
 * Where an engine and, as far as it sees, its network are.
 *
 * @param epoch of the operators this replica works with
 * @param replica where the state machine is; nothing while this is none of the operators
 * @param primary who proposes in the present view
 * @param certifiedHeight up to which every block has its certificate here
 * @param lag blocks that some other replica claims to be ahead
 * @param connected operators whose link stands
 */
public record SbftStatus(
    EngineStatus engine,
    long epoch,
    Optional<ReplicaStatus> replica,
    Optional<String> primary,
    long certifiedHeight,
    long lag,
    Set<String> connected,
    Health health) {
  public SbftStatus {
    connected = Set.copyOf(connected);
  }
}
