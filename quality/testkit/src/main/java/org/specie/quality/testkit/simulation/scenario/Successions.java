package org.specie.quality.testkit.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.liar.Intruders;
import org.specie.quality.testkit.simulation.liar.Liar;

/** Scenarios in which operators change while the ledger runs. Source: docs/spec/23-sbft.md, 9. */
final class Successions {
  private static final long SECOND_US = 1_000_000;
  private static final int SPARES = 4;

  private Successions() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.add(
        calm(
            "replaced-operator", "one operator leaves and another takes its seat", Change.REPLACE));
    all.add(calm("grown-ledger", "operators are added, and more of them may lie", Change.GROW));
    all.add(
        calm(
            "shrunk-ledger", "operators are added, and removed again", Change.GROW, Change.SHRINK));
    all.add(
        calm(
            "rotated-keys",
            "the same operators with other keys, and then in other seats",
            Change.ROTATE_KEYS,
            Change.RESEAT));
    all.add(
        new Scenario(
            "succession-amid-view-changes",
            "operators change while one primary after the other loses power",
            (quorums, activeUs, chance) ->
                plan(quorums, activeUs)
                    .with(any(chance, 2, 2 * SECOND_US, Scripts::killPrimaries))));
    all.add(
        new Scenario(
            "succession-amid-blackouts",
            "operators change while all machines lose power at once again and again",
            (quorums, activeUs, chance) ->
                plan(quorums, activeUs)
                    .withFaults(SECOND_US, Fault.CRASH_ALL, Fault.CRASH_POINTS)
                    .with(any(chance, 4, SECOND_US, Script.NONE))));
    all.add(
        new Scenario(
            "succession-in-bad-weather",
            "operators change again and again among all faults of honest machines",
            (quorums, activeUs, chance) ->
                plan(quorums, activeUs)
                    .withFaults(2 * SECOND_US, Fault.values())
                    .with(any(chance, 3, 3 * SECOND_US, Script.NONE))));
    all.add(
        new Scenario(
            "lying-leavers",
            "f operators lie, and are replaced",
            (quorums, activeUs, chance) ->
                plan(quorums, activeUs)
                    .withLiars(liars(chance, quorums.replicas() - quorums.faults(), quorums))
                    .with(
                        new Succession(List.of(Change.REPLACE_MANY), 2 * SECOND_US, Script.NONE))));
    all.add(
        new Scenario(
            "lying-newcomers",
            "f liars take the seats of others",
            (quorums, activeUs, chance) ->
                plan(quorums, activeUs)
                    .withLiars(liars(chance, quorums.replicas(), quorums))
                    .with(
                        new Succession(
                            List.of(Change.REPLACE_MANY, Change.RESEAT),
                            2 * SECOND_US,
                            Script.NONE))));
    all.add(
        new Scenario(
            "revenants",
            "f operators say in one epoch what was said in another, while primaries lose power",
            (quorums, activeUs, chance) ->
                plan(quorums, activeUs)
                    .withLiars(all(quorums, Intruders.Revenant::new))
                    .with(any(chance, 2, 3 * SECOND_US, Scripts::killPrimaries))));
    all.add(
        new Scenario(
            "everything-and-successions",
            "any liars, any faults, any network, and operators that change",
            (quorums, activeUs, chance) -> {
              Plan plan = Scenarios.everything(quorums, activeUs, chance);
              return plan.withMachines(quorums.replicas() + SPARES)
                  .with(
                      any(
                          chance,
                          1 + chance.below(3),
                          chance.between(SECOND_US, 6 * SECOND_US),
                          Script.NONE));
            }));
    return List.copyOf(all);
  }

  private static Scenario calm(String name, String summary, Change... changes) {
    return new Scenario(
        name,
        summary,
        (quorums, activeUs, chance) ->
            plan(quorums, activeUs)
                .with(new Succession(List.of(changes), 2 * SECOND_US, Script.NONE)));
  }

  private static Plan plan(Quorums quorums, long activeUs) {
    return Plan.calm(quorums, activeUs).withMachines(quorums.replicas() + SPARES);
  }

  private static Succession any(Chance chance, int count, long gapUs, Script besides) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(chance.pick(List.of(Change.values())));
    }
    return new Succession(changes, gapUs, besides);
  }

  private static Map<Integer, Supplier<Liar>> all(Quorums quorums, Supplier<Liar> liar) {
    Map<Integer, Supplier<Liar>> liars = new TreeMap<>();
    for (int i = 0; i < quorums.faults(); i++) {
      liars.put(quorums.replicas() - 1 - i, liar);
    }
    return liars;
  }

  /** f liars of any kinds, on the machines from {@code first} on. */
  private static Map<Integer, Supplier<Liar>> liars(Chance chance, int first, Quorums quorums) {
    Map<Integer, Supplier<Liar>> liars = new TreeMap<>();
    for (int i = 0; i < quorums.faults(); i++) {
      liars.put(first + i, Scenarios.anyLiar(chance));
    }
    return liars;
  }
}
