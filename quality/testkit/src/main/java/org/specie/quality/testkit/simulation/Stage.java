package org.specie.quality.testkit.simulation;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.replica.Machine;
import org.specie.quality.testkit.simulation.time.Timeline;

/** What a script can reach. */
public interface Stage {
  Timeline timeline();

  Network network();

  Chance chance();

  /** A machine by its number; the founders' are the first. */
  Machine machine(int number);

  /** How many replicas there are at the beginning. */
  int replicas();

  /** How many machines there are, those included that are no operators yet. */
  int machines();

  /** Who operates the ledger now. */
  Reign reign();

  /**
   * Has the committee appoint others, and starts the machines of those who are new. The run does
   * not come to rest before they are in force.
   */
  void appoint(OperatorSet next) throws IOException;

  /** The highest block there is. */
  long height();

  /** The time of the highest block. */
  long epochSeconds();

  /** The application has work open from now on that waits for {@code height}. */
  void await(long height);

  /** Lets a machine start again after a while. */
  void restart(int replica, long afterUs);

  /** Whether a machine lies, or lost what it had said. */
  boolean isSuspect(int machine);

  /** Whether all faults are over and nothing new is begun. */
  boolean isClosing();

  /** A claim about the whole run, checked when it has come to rest. */
  void expect(String claim, BooleanSupplier holds);
}
