package org.specie.cash.protocol.privacy;

import java.util.List;
import java.util.function.Predicate;

/**
 * A question of the adversary's: among the worlds that satisfy {@code among}, which are those that
 * chose {@code second}?
 */
record Hypothesis(String name, Predicate<Run> among, Predicate<Run> second) {
  /** All questions of items 84 to 91. */
  static List<Hypothesis> all() {
    return List.of(
        new Hypothesis("84 real slot or dummy", run -> true, on(Choice.CLAIMS)),
        new Hypothesis(
            "85 pay or claim",
            pays().and(claims().negate()).or(claims().and(pays().negate())),
            pays()),
        new Hypothesis("85 pay or idle", claims().negate(), pays()),
        new Hypothesis("85 claim or idle", pays().negate(), claims()),
        new Hypothesis("86 payer", run -> true, on(Choice.PAYER)),
        new Hypothesis("87 payee", pays(), on(Choice.PAYEE)),
        new Hypothesis("88 coin", claims(), on(Choice.COIN)),
        new Hypothesis("89 amount", pays(), on(Choice.AMOUNT)),
        new Hypothesis("90 budget", run -> true, on(Choice.BUDGET)),
        new Hypothesis("91 last epoch", run -> true, on(Choice.LAST_EPOCH)));
  }

  private static Predicate<Run> on(Choice choice) {
    return run -> run.chose(choice);
  }

  private static Predicate<Run> pays() {
    return on(Choice.PAYS);
  }

  private static Predicate<Run> claims() {
    return on(Choice.CLAIMS);
  }

  /** The worlds in question. */
  List<Run> of(List<Run> runs) {
    return runs.stream().filter(among).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
