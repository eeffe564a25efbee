package org.specie.quality.testkit.simulation.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.Outcome;
import org.specie.quality.testkit.simulation.Simulation;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.scenario.Scenarios;
import org.specie.quality.testkit.simulation.workload.Workloads;

/**
 * One run inside of a mutant's class loader, from a scenario with its f and its work and a seed to
 * the invariant that broke, or to nothing. Only types of the JDK cross the border.
 */
public final class MutantRun implements BiFunction<String, Long, String> {
  private static final long ACTIVE_US = 15_000_000;

  @Override
  public String apply(String scenarioFaultsAndWork, Long seed) {
    List<String> words = List.of(scenarioFaultsAndWork.split("/", 3));
    int faults = Integer.parseInt(words.get(1));
    Chance chance = new Chance(seed).named("plan");
    try {
      Outcome outcome =
          new Simulation(
                  seed,
                  Scenarios.named(words.getFirst())
                      .orElseThrow()
                      .plan(new Quorums(faults, 0), ACTIVE_US, chance),
                  Workloads.named(words.getLast()).orElseThrow(),
                  Optional.empty())
              .run();
      return outcome.violation().map(it -> it.invariant() + ": " + it.detail()).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
