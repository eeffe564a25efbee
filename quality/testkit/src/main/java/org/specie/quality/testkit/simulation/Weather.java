package org.specie.quality.testkit.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.network.Conditions;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.replica.CrashPoint;
import org.specie.quality.testkit.simulation.replica.Machine;
import org.specie.quality.testkit.simulation.scenario.Fault;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.time.Trace;

/** Lets faults happen to honest replicas and links, one after the other, until it is over. */
final class Weather {
  private static final int CRASH_PER_MILLE = 2;
  private static final int RARE_CRASH_PER_MILLE = 200;
  private static final long DOWN_US_MAX = 4_000_000;

  private final Simulation simulation;
  private final Plan plan;
  private final Chance chance;
  private final Network network;
  private final Conditions fair;
  private boolean isOver;

  Weather(Simulation simulation, Plan plan, Chance chance) {
    this.simulation = simulation;
    this.plan = plan;
    this.chance = chance;
    this.network = simulation.network();
    this.fair = plan.conditions();
  }

  void begin() {
    if (plan.faults().stream().anyMatch(each -> each != Fault.CRASH_POINTS)) {
      next();
    }
  }

  private void next() {
    simulation
        .timeline()
        .after(
            chance.between(plan.gapUs() / 4, plan.gapUs() * 7 / 4),
            () -> {
              if (!isOver) {
                happen(chance.pick(plan.faults()));
                next();
              }
            });
  }

  /** Ends all faults. */
  void end() throws IOException {
    isOver = true;
    network.withoutRules();
    network.mend();
    network.setConditions(fair);
    for (int i = 0; i < simulation.machines(); i++) {
      Machine machine = simulation.machine(i);
      machine.setBytesFree(Long.MAX_VALUE);
      machine.clock().skew(0);
      machine.setPaused(false);
      if (!machine.isUp()) {
        simulation.restart(i, 0);
      }
    }
    simulation.reconnectAll();
  }

  boolean crashesAt(int machine, CrashPoint point) {
    return !isOver
        && plan.faults().contains(Fault.CRASH_POINTS)
        && simulation.machine(machine).isHonest()
        && chance.perMille(perMille(point));
  }

  private static int perMille(CrashPoint point) {
    return switch (point) {
      case AMID_SENDS -> 1;
      case BEFORE_SYNC,
          BETWEEN_SYNC_AND_SEND,
          BEFORE_BLOCK,
          BETWEEN_BLOCK_AND_COMMIT,
          AFTER_COMMIT ->
          CRASH_PER_MILLE;
      // What happens seldom is the more interesting.
      case AMID_TRANSFER, BEFORE_HAND_OVER, AFTER_HAND_OVER -> RARE_CRASH_PER_MILLE;
    };
  }

  private long whileUs() {
    return chance.between(10_000, DOWN_US_MAX);
  }

  private void happen(Fault fault) throws IOException {
    int victim = chance.below(simulation.machines());
    simulation
        .trace()
        .note(Trace.Kind.FAULT, victim, fault.name().hashCode(), () -> fault.toString());
    Machine machine = simulation.machine(victim);
    switch (fault) {
      case CRASH -> {
        machine.crash();
        simulation.restart(victim, whileUs());
      }
      case CRASH_ALL -> {
        for (int i = 0; i < simulation.machines(); i++) {
          simulation.machine(i).crash();
          simulation.restart(i, whileUs());
        }
      }
      case PAUSE -> {
        machine.setPaused(true);
        simulation.timeline().after(whileUs(), () -> machine.setPaused(false));
      }
      case WIPE -> simulation.loseMemory(victim, true, whileUs());
      case ROT -> simulation.loseMemory(victim, false, whileUs());
      case DISK_FULL -> machine.setBytesFree(chance.between(0, 5_000));
      case PARTITION -> partition(false);
      case ONE_WAY -> partition(true);
      case LOSS -> loss();
      case CLOCK -> machine.clock().skew(chance.between(-3_600, 3_600));
      case CRASH_POINTS -> {}
    }
  }

  private void loss() {
    network.setConditions(fair.with(chance.below(300), chance.below(100), chance.below(100)));
    simulation
        .timeline()
        .after(
            whileUs() * 2,
            () -> {
              network.setConditions(fair);
            });
  }

  private void partition(boolean isOneWay) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < simulation.machines(); i++) {
      all.add(i);
    }
    List<Integer> some =
        chance.shuffled(all).subList(0, 1 + chance.below(simulation.machines() - 1));
    boolean isNoticed = chance.percent(50);
    for (int a = 0; a < simulation.machines(); a++) {
      for (int b = 0; b < simulation.machines(); b++) {
        if (some.contains(a) && !some.contains(b)) {
          simulation.setCut(a, b, true, isNoticed);
          if (!isOneWay) {
            simulation.setCut(b, a, true, isNoticed);
          }
        }
      }
    }
    simulation
        .timeline()
        .after(
            whileUs() * 2,
            () -> {
              network.mend();
              simulation.reconnectAll();
            });
  }
}
