package org.specie.quality.testkit.simulation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.scenario.Scenario;
import org.specie.quality.testkit.simulation.scenario.Scenarios;
import org.specie.quality.testkit.simulation.workload.Workloads;

/**
 * Runs of many seeds. What a seed does not say, it chooses: a campaign without a scenario takes one
 * that leaves most to chance, and one without a size takes 4 to 7 replicas.
 *
 * @param replicas n, if it is fixed
 * @param slow c, if it is fixed
 * @param scenario the only one, if it is fixed
 * @param work the only kind of work, if it is fixed
 */
public record Campaign(
    Optional<Integer> replicas,
    Optional<Integer> slow,
    Optional<Scenario> scenario,
    Optional<Workloads> work,
    long activeUs) {
  /** Proofs are dear. */
  private static final int CASH_PERCENT = 5;

  private static final List<Quorums> SIZES =
      List.of(new Quorums(1, 0), new Quorums(1, 0), new Quorums(1, 1), new Quorums(2, 0));

  /** One run with everything that is needed to repeat it. */
  public record Run(
      long seed, Scenario scenario, Quorums quorums, Workloads work, Outcome outcome) {}

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
    Plan plan = chosen.plan(quorums, activeUs, chance);
    Workloads chosenWork = work(plan, chance);
    Outcome outcome = new Simulation(seed, plan, chosenWork, listener).run();
    return new Run(seed, chosen, quorums, chosenWork, outcome);
  }

  private static Chance chance(long seed) {
    return new Chance(seed).named("plan");
  }

  /** Whoever operates money hands the issuing key on, which is not simulated. */
  private Workloads work(Plan plan, Chance chance) {
    boolean mayBeCash = plan.machines() == plan.quorums().replicas();
    return work.orElseGet(
        () ->
            mayBeCash && chance.named("work").percent(CASH_PERCENT)
                ? Workloads.CASH
                : Workloads.TALLIES);
  }

  private Scenario scenario(Chance chance) {
    return scenario.orElseGet(() -> choose(chance.named("scenario")));
  }

  private Quorums quorums(Chance chance) {
    return replicas
        .map(n -> quorums(n, slow.orElse(0)).orElseThrow())
        .orElseGet(() -> chance.named("size").pick(SIZES));
  }

  private Scenario choose(Chance chance) {
    boolean isCash = work.filter(Workloads.CASH::equals).isPresent();
    int dice = chance.below(100);
    if (dice < 60) {
      String name = dice < 35 || isCash ? "everything" : "everything-and-successions";
      return Scenarios.named(name).orElseThrow();
    }
    return chance.pick(isCash ? Scenarios.ofOneEpoch() : Scenarios.all());
  }

  /** The command that repeats {@code run}. */
  public String command(Run run) {
    return command(run.seed(), run.scenario(), run.quorums(), run.work());
  }

  /** The command that runs {@code seed} once more, whatever came of it. */
  public String command(long seed) {
    Chance chance = chance(seed);
    Scenario of = scenario(chance);
    Quorums quorums = quorums(chance);
    return command(seed, of, quorums, work(of.plan(quorums, activeUs, chance), chance));
  }

  private String command(long seed, Scenario of, Quorums quorums, Workloads kind) {
    return "./specie simulate --seed %d --scenario %s --workload %s --replicas %d --slow %d --seconds %d"
        .formatted(
            seed, of.name(), kind.word(), quorums.replicas(), quorums.slow(), activeUs / 1_000_000);
  }
}
