package org.specie.quality.testkit.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.scenario.Scenario;
import org.specie.quality.testkit.simulation.scenario.Scenarios;

/**
 * Runs of many seeds. What a seed does not say, it chooses: a campaign without a scenario takes one
 * that leaves most to chance, and one without a size takes 4 to 7 replicas.
 *
 * @param replicas n, if it is fixed
 * @param slow c, if it is fixed
 * @param scenario the only one, if it is fixed
 */
public record Campaign(
    Optional<Integer> replicas,
    Optional<Integer> slow,
    Optional<Scenario> scenario,
    long activeUs) {
  private static final List<Quorums> SIZES =
      List.of(new Quorums(1, 0), new Quorums(1, 0), new Quorums(1, 1), new Quorums(2, 0));

  /** One run with everything that is needed to repeat it. */
  public record Run(long seed, Scenario scenario, Quorums quorums, Outcome outcome) {}

  /** The sizes n = 3f + 2c + 1 there are for {@code replicas} and {@code slow}; none if none. */
  public static Optional<Quorums> quorums(int replicas, int slow) {
    int liars = replicas - 1 - 2 * slow;
    return slow >= 0 && liars >= 0 && liars % 3 == 0
        ? Optional.of(new Quorums(liars / 3, slow))
        : Optional.empty();
  }

  /** Runs one seed. */
  public Run run(long seed, Optional<Consumer<String>> listener) throws IOException {
    Chance chance = chance(seed);
    Scenario chosen = scenario(chance);
    Quorums quorums = quorums(chance);
    Outcome outcome = new Simulation(seed, chosen.plan(quorums, activeUs, chance), listener).run();
    return new Run(seed, chosen, quorums, outcome);
  }

  private static Chance chance(long seed) {
    return new Chance(seed).named("plan");
  }

  private Scenario scenario(Chance chance) {
    return scenario.orElseGet(() -> choose(chance.named("scenario")));
  }

  private Quorums quorums(Chance chance) {
    return replicas
        .map(n -> quorums(n, slow.orElse(0)).orElseThrow())
        .orElseGet(() -> chance.named("size").pick(SIZES));
  }

  private static Scenario choose(Chance chance) {
    List<Scenario> all = new ArrayList<>(Scenarios.all());
    int dice = chance.below(100);
    if (dice < 60) {
      String name = dice < 35 ? "everything" : "everything-and-successions";
      return Scenarios.named(name).orElseThrow();
    }
    return chance.pick(all);
  }

  /** The command that repeats {@code run}. */
  public String command(Run run) {
    return command(run.seed(), run.scenario(), run.quorums());
  }

  /** The command that runs {@code seed} once more, whatever came of it. */
  public String command(long seed) {
    Chance chance = chance(seed);
    return command(seed, scenario(chance), quorums(chance));
  }

  private String command(long seed, Scenario of, Quorums quorums) {
    return "./specie simulate --seed %d --scenario %s --replicas %d --slow %d --seconds %d"
        .formatted(seed, of.name(), quorums.replicas(), quorums.slow(), activeUs / 1_000_000);
  }
}
