package org.specie.quality.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.time.MachineClock;

/** What simulated ledgers begin with: for each size one genesis, with real operators' keys. */
final class Founding {
  private static final Map<Quorums, Genesis> GENESES = new ConcurrentHashMap<>();

  private Founding() {}

  static Genesis genesis(Quorums quorums) {
    return GENESES.computeIfAbsent(quorums, Founding::make);
  }

  private static Genesis make(Quorums quorums) {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < quorums.replicas(); i++) {
      Chance chance = new Chance(i).named("operator");
      byte[] seed = new byte[32];
      for (int at = 0; at < seed.length; at++) {
        seed[at] = (byte) chance.below(256);
      }
      operators.add(OperatorKey.fromSeed(seed).operator("operator " + i));
    }
    return new Genesis(
        "simulation",
        MachineClock.EPOCH_SECONDS,
        OperatorSet.replicated(0, operators, quorums.faults(), quorums.slow()),
        ByteString.EMPTY);
  }
}
