package org.specie.quality.testkit.simulation.operators;

import java.util.List;
import java.util.Optional;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.quality.testkit.simulation.signing.Keyring;

/**
 * One epoch: its operators, the machines that sit in their seats, and their keys.
 *
 * @param machines the machine of each replica, by the replica's number
 */
public record Reign(OperatorSet operators, List<Integer> machines, Keyring keys) {
  static Reign of(OperatorSet operators, Keyring keys) {
    return new Reign(
        operators, operators.operators().stream().map(OperatorKeys::machine).toList(), keys);
  }

  public Reign {
    machines = List.copyOf(machines);
  }

  public long epoch() {
    return operators.epoch();
  }

  public Quorums quorums() {
    return new Quorums(operators.faults(), operators.slow());
  }

  /** The seat of a machine, if it has one. */
  public Optional<ReplicaId> seat(int machine) {
    int at = machines.indexOf(machine);
    return at < 0 ? Optional.empty() : Optional.of(new ReplicaId(at));
  }

  /** The machine in a seat. */
  public int machine(ReplicaId replica) {
    return machines.get(replica.index());
  }

  /** The epoch as {@code self} sees it. */
  public Configuration configuration(ReplicaId self) {
    return new Configuration(keys.ledgerId(), epoch(), quorums(), self);
  }
}
