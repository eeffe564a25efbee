package org.specie.quality.testkit.simulation.scenario;

import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * A named kind of run.
 *
 * @param summary for people, in one line
 */
public record Scenario(String name, String summary, Planner planner) {
  /** Makes the plan of a run; what it leaves open, chance decides. */
  @FunctionalInterface
  public interface Planner {
    Plan plan(Quorums quorums, long activeUs, Chance chance);
  }

  /** The plan of one seed. */
  public Plan plan(Quorums quorums, long activeUs, Chance chance) {
    return planner.plan(quorums, activeUs, chance);
  }
}
