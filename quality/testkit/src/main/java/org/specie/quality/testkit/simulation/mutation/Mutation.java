package org.specie.quality.testkit.simulation.mutation;

import java.util.List;
import org.specie.kernel.core.Check;

/**
 * One bug to be planted in a copy of the consensus sources.
 *
 * @param name what is wrong
 * @param edits where and how
 * @param scenario the kind of run that shows it
 * @param faults f of that run
 * @param seed the seed that shows it
 */
public record Mutation(String name, List<Edit> edits, String scenario, int faults, long seed) {
  /**
   * A change of one file.
   *
   * @param file below {@code org/specie/ledger/consensus}
   * @param before text that stands there exactly once
   */
  public record Edit(String file, String before, String after) {
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

  static Mutation of(
      String name, String scenario, long seed, String file, String before, String after) {
    return new Mutation(name, List.of(new Edit(file, before, after)), scenario, 1, seed);
  }
}
