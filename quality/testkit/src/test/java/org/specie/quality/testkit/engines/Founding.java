package org.specie.quality.testkit.engines;

import java.io.Closeable;
import java.io.IOException;
import org.specie.ledger.api.Capabilities;
import org.specie.ledger.api.ConsensusEngine;
import org.specie.ledger.api.block.Genesis;

/** How a ledger of one kind of engine is made. */
interface Founding {
  /** Where an engine keeps its chain. */
  String BLOCKS = "blocks";

  /** An engine that is not started, and what it leaves to its maker to close. */
  record Made(ConsensusEngine engine, Closeable rest) {}

  Genesis genesis();

  /** How many processes the ledger consists of. */
  int processes();

  /** What the engine has to promise. */
  Capabilities promised();

  /** Makes the disks of a process that has never run. */
  void prepare(int process, Disks disks) throws IOException;

  /** The engine of a process. */
  Made make(int process, Disks disks) throws IOException;
}
