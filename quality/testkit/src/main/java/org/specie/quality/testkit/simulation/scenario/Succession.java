package org.specie.quality.testkit.simulation.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.Stage;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.operators.OperatorKeys;
import org.specie.quality.testkit.simulation.operators.Reign;

/**
 * One change of operators after the other, each as soon as the one before is in force and some time
 * has passed. No set has more liars and forgetful machines than it may have.
 */
final class Succession implements Script {
  private static final long LOOK_US = 200_000;

  private final List<Change> changes;
  private final long gapUs;
  private final Script besides;
  private final Map<Integer, Integer> rotations = new TreeMap<>();

  /** Makes {@code changes}, the first after {@code gapUs}. */
  Succession(List<Change> changes, long gapUs, Script besides) {
    this.changes = List.copyOf(changes);
    this.gapUs = gapUs;
    this.besides = besides;
  }

  @Override
  public void prepare(Stage stage) {
    besides.prepare(stage);
    next(stage, stage.chance().named("succession"), 0, gapUs);
  }

  private void next(Stage stage, Chance chance, int done, long afterUs) {
    if (done < changes.size()) {
      stage
          .timeline()
          .after(
              afterUs,
              () -> {
                if (stage.reign().epoch() == done && !stage.isClosing()) {
                  appoint(stage, chance, changes.get(done), done + 1);
                  next(stage, chance, done + 1, gapUs);
                } else {
                  next(stage, chance, done, LOOK_US);
                }
              });
    }
  }

  private void appoint(Stage stage, Chance chance, Change change, int epoch) throws IOException {
    Reign now = stage.reign();
    Quorums quorums = quorums(now.quorums(), change);
    List<Integer> machines =
        switch (change) {
          case REPLACE -> replaced(stage, chance, now, quorums, 1);
          case REPLACE_MANY -> replaced(stage, chance, now, quorums, now.quorums().faults());
          case GROW, SHRINK -> replaced(stage, chance, now, quorums, 0);
          case ROTATE_KEYS -> now.machines();
          case RESEAT -> chance.shuffled(now.machines());
        };
    if (machines.size() < quorums.replicas()) {
      // Nobody sound is left for so many seats: those who have one change theirs.
      quorums = now.quorums();
      machines = chance.shuffled(now.machines());
    }
    if (change == Change.ROTATE_KEYS) {
      machines.forEach(each -> rotations.merge(each, 1, Integer::sum));
    }
    stage.appoint(OperatorKeys.set(epoch, machines, rotations, quorums));
  }

  private static Quorums quorums(Quorums now, Change change) {
    return switch (change) {
      case GROW ->
          now.faults() == 1 ? new Quorums(2, 0) : new Quorums(now.faults(), now.slow() + 1);
      case SHRINK -> {
        if (now.slow() > 0) {
          yield new Quorums(now.faults(), now.slow() - 1);
        }
        yield now.faults() > 1 ? new Quorums(now.faults() - 1, 0) : now;
      }
      case REPLACE, REPLACE_MANY, ROTATE_KEYS, RESEAT -> now;
    };
  }

  /**
   * The machines of the next set: of the present ones all but {@code leaving}, liars leaving first
   * half of the time, and as many new ones as that takes, liars coming first.
   */
  private static List<Integer> replaced(
      Stage stage, Chance chance, Reign now, Quorums quorums, int leaving) {
    List<Integer> staying = new ArrayList<>(chance.shuffled(now.machines()));
    if (chance.percent(50)) {
      staying.sort((one, other) -> Boolean.compare(stage.isSuspect(one), stage.isSuspect(other)));
    }
    staying.subList(now.machines().size() - leaving, staying.size()).clear();
    List<Integer> coming =
        new ArrayList<>(
            chance.shuffled(
                IntStream.range(0, stage.machines())
                    .filter(each -> now.seat(each).isEmpty())
                    .boxed()
                    .toList()));
    coming.sort((one, other) -> Boolean.compare(stage.isSuspect(other), stage.isSuspect(one)));
    List<Integer> candidates = new ArrayList<>(staying);
    candidates.addAll(coming);
    // Who leaves comes back only where nobody else is left.
    now.machines().stream().filter(each -> !candidates.contains(each)).forEach(candidates::add);
    List<Integer> next = new ArrayList<>();
    int suspects = 0;
    for (int each : candidates) {
      boolean isSuspect = stage.isSuspect(each);
      if (next.size() < quorums.replicas() && (!isSuspect || suspects < quorums.faults())) {
        next.add(each);
        suspects += isSuspect ? 1 : 0;
      }
    }
    return next;
  }
}
