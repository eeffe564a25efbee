package org.specie.quality.testkit.simulation.workload;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.workload.cash.Cash;

/** The kinds of work there are. */
public enum Workloads {
  /** Numbered orders, cheap enough for many runs. */
  TALLIES,
  /** Money, with real signatures and proofs. */
  CASH;

  /** The kind of this name. */
  public static Optional<Workloads> named(String name) {
    return Stream.of(values()).filter(each -> each.word().equals(name)).findFirst();
  }

  /** Its name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The work of one run on a ledger of this size. */
  public Workload begin(Quorums quorums) throws IOException {
    return switch (this) {
      case TALLIES -> new Tallies(quorums);
      case CASH -> Cash.begin(quorums);
    };
  }
}
