package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.quality.testkit.simulation.invariant.Watch;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.signing.Keyring;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.time.Trace;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/** Everything around a machine. */
public interface World {
  Timeline timeline();

  Trace trace();

  Network network();

  Watch watch();

  Genesis genesis();

  Quorums quorums();

  Tuning tuning();

  Keyring keyring();

  /** How long a flush of the log takes at most, and how long executing a block does. */
  long slownessUs();

  /** The height that the application's open work waits for, from the next block on. */
  Optional<SequenceNumber> awaited();

  /** Whether the power goes at this point of a machine's work. */
  boolean crashesAt(int machine, CrashPoint point);

  /** The power went: somebody has to start the machine again. */
  void crashed(int machine);

  /** A machine votes again after it lost its log. */
  void rejoined(int machine);

  /**
   * The blocks after {@code height} that {@code from} hands to {@code to} now, up to {@code
   * target}; nothing if they do not talk or it does not have them all.
   */
  Optional<List<Block>> fetch(int from, int to, long height, long target) throws IOException;

  /** Whoever could be asked for blocks, the machine itself left out. */
  List<Integer> peers(int machine);

  /** Tells a client. */
  void acknowledge(int client, Acknowledgement acknowledgement);
}
