package org.specie.quality.testkit.simulation;

import java.util.function.BooleanSupplier;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.replica.Machine;
import org.specie.quality.testkit.simulation.time.Timeline;

/** What a script can reach. */
public interface Stage {
  Timeline timeline();

  Network network();

  Chance chance();

  /** The machine of a replica. */
  Machine machine(int replica);

  int replicas();

  /** The highest block there is. */
  long height();

  /** The application has work open from now on that waits for {@code height}. */
  void await(long height);

  /** Lets a machine start again after a while. */
  void restart(int replica, long afterUs);

  /** A claim about the whole run, checked when it has come to rest. */
  void expect(String claim, BooleanSupplier holds);
}
