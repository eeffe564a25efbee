package org.specie.quality.testkit.simulation.replica;

import org.specie.ledger.consensus.Replica;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.quality.testkit.simulation.operators.Reign;

/**
 * A state machine at work.
 *
 * @param base the block its epoch begins on
 */
record Seat(Reign reign, ReplicaId self, Replica replica, Execution base) {}
