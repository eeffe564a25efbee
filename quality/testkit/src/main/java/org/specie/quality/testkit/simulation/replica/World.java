package org.specie.quality.testkit.simulation.replica;

import java.util.Optional;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.quality.testkit.simulation.invariant.Watch;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.time.Trace;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;
import org.specie.quality.testkit.simulation.workload.Workload;

/** Everything around a machine. */
public interface World {
  Timeline timeline();

  Trace trace();

  Network network();

  Watch watch();

  Genesis genesis();

  Tuning tuning();

  Workload workload();

  /** The epoch of {@code operators}, with the keys of its replicas. */
  Reign reign(OperatorSet operators);

  /** What the founders agree on about block 0 when their links come up. */
  QuorumCertificate certificateOfStart(Execution start);

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

  /** Tells a client. */
  void acknowledge(int client, Acknowledgement acknowledgement);
}
