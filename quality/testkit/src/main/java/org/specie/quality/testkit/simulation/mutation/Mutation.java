package org.specie.quality.testkit.simulation.mutation;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.quality.testkit.simulation.workload.Workloads;

/**
 * One bug to be planted in a copy of the sources of consensus, its engine or the money on it.
 *
 * @param name what is wrong
 * @param edits where and how
 * @param scenario the kind of run that shows it
 * @param faults f of that run
 * @param seed the seed that shows it
 */
public record Mutation(String name, List<Edit> edits, String scenario, int faults, long seed) {
  /** Where bugs are planted. */
  public enum Room {
    CONSENSUS("ledger/consensus", "org/specie/ledger/consensus/"),
    ENGINE("ledger/engine-sbft", "org/specie/ledger/sbft/"),
    CASH("cash/application", "org/specie/cash/application/");

    private final String module;
    private final String pathInModule;

    Room(String module, String pathInModule) {
      this.module = module;
      this.pathInModule = pathInModule;
    }

    String module() {
      return module;
    }

    String pathInModule() {
      return pathInModule;
    }
  }

  /**
   * A change of one file.
   *
   * @param file below the package of its room
   * @param before text that stands there exactly once
   */
  public record Edit(Room room, String file, String before, String after) {
    Edit(String file, String before, String after) {
      this(Room.CONSENSUS, file, before, after);
    }

    /** The text of the file with the bug in it. */
    public String applyTo(String text) {
      int at = text.indexOf(before);
      Check.that(
          at >= 0 && text.indexOf(before, at + 1) < 0,
          file + " has once what a mutation changes: " + before);
      return text.substring(0, at) + after + text.substring(at + before.length());
    }
  }

  public Mutation {
    edits = List.copyOf(edits);
  }

  /** What the ledger has to be for, so that the bug can show. */
  Workloads work() {
    return edits.stream().anyMatch(each -> each.room() == Room.CASH)
        ? Workloads.CASH
        : Workloads.TALLIES;
  }

  static Mutation of(
      String name, String scenario, long seed, String file, String before, String after) {
    return new Mutation(name, List.of(new Edit(file, before, after)), scenario, 1, seed);
  }
}
