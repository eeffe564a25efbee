package org.specie.quality.testkit.simulation.workload;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * What the simulated ledger is for: the application that replicas run, what clients ask of it, and
 * what must hold of it.
 */
public interface Workload {
  /** What the ledger begins with. */
  Genesis genesis();

  /** The application as {@code storage} has it, on one machine. */
  ReplicatedApplication application(Storage storage) throws IOException;

  /**
   * What must hold of each block that an undisturbed executor made and committed, from the first.
   */
  void check(Block block) throws IOException;

  /**
   * What a client asks for next, if it wants anything.
   *
   * @param number how many things it asked for before
   */
  Optional<Errand> next(int client, long number, Chance chance);

  /** Whether {@code code} may be what a client is told of {@code transaction}. */
  boolean isAnswer(Transaction transaction, int code);

  /** Whether {@code transaction} was not applied and never will be, so that nobody waits for it. */
  boolean isOver(Transaction transaction);
}
