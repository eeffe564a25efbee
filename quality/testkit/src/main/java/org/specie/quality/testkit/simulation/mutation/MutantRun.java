package org.specie.quality.testkit.simulation.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiFunction;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.Outcome;
import org.specie.quality.testkit.simulation.Simulation;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.scenario.Scenarios;

/**
 * One run inside of a mutant's class loader, from a scenario with its f and a seed to the invariant
 * that broke, or to nothing. Only types of the JDK cross the border.
 */
public final class MutantRun implements BiFunction<String, Long, String> {
  private static final long ACTIVE_US = 15_000_000;

  @Override
  public String apply(String scenarioAndFaults, Long seed) {
    int at = scenarioAndFaults.indexOf('/');
    int faults = Integer.parseInt(scenarioAndFaults.substring(at + 1));
    Chance chance = new Chance(seed).named("plan");
    try {
      Outcome outcome =
          new Simulation(
                  seed,
                  Scenarios.named(scenarioAndFaults.substring(0, at))
                      .orElseThrow()
                      .plan(new Quorums(faults, 0), ACTIVE_US, chance),
                  Optional.empty())
              .run();
      return outcome.violation().map(it -> it.invariant() + ": " + it.detail()).orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
