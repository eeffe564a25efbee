package org.specie.quality.testkit.simulation.workload;

import java.io.IOException;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;

/**
 * What the simulated ledger is for: the application that replicas run, and what must hold of it.
 */
public interface Workload {
  /** The application as {@code storage} has it, on one machine. */
  ReplicatedApplication application(Storage storage) throws IOException;

  /** What must hold of each block that an undisturbed executor made and committed. */
  void check(Block block) throws IOException;
}
