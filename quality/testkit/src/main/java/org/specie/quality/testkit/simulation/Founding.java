package org.specie.quality.testkit.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.operators.OperatorKeys;
import org.specie.quality.testkit.simulation.time.MachineClock;

/** What simulated ledgers begin with: for each size one genesis, with real operators' keys. */
final class Founding {
  private static final Map<Quorums, Genesis> GENESES = new ConcurrentHashMap<>();

  private Founding() {}

  static Genesis genesis(Quorums quorums) {
    return GENESES.computeIfAbsent(quorums, Founding::make);
  }

  private static Genesis make(Quorums quorums) {
    return new Genesis(
        "simulation",
        MachineClock.EPOCH_SECONDS,
        OperatorKeys.set(
            0, IntStream.range(0, quorums.replicas()).boxed().toList(), Map.of(), quorums),
        ByteString.EMPTY);
  }
}
