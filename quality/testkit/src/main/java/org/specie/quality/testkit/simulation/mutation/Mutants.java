package org.specie.quality.testkit.simulation.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.specie.quality.testkit.simulation.workload.Workloads;

/** Plants bugs and looks whether the simulator sees them. */
public final class Mutants {
  /** Where a bug was seen. */
  public record Catch(String scenario, long seed, String invariant) {}

  private static final String SOURCES = "ledger/consensus/src/main/java";
  private static final List<String> SEARCHED =
      List.of(
          "random-liar",
          "counterfeiter",
          "fast-commit-unseen",
          "prepared-at-one",
          "blackouts",
          "forgetful-in-bad-weather",
          "equivocator-in-bad-weather",
          "twins",
          "replayer",
          "wipes",
          "distant",
          "promiscuous",
          "withholder-in-bad-weather",
          "forger",
          "mute-collectors",
          "single-complainers",
          "replaced-operator",
          "succession-amid-view-changes",
          "revenants");

  private static final List<String> SEARCHED_FOR_CASH = List.of("calm", "repeater", "blackouts");

  private Mutants() {}

  /** The tree of sources that contains {@code folder}. */
  public static Path sources(Path folder) throws IOException {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(SOURCES))) {
        return at;
      }
    }
    throw new IOException(
        "no folder above " + folder.getFileName() + " has " + SOURCES + "; run inside of the tree");
  }

  /**
   * Tries the scenario and seed that are known to show the bug, and then all scenarios with {@code
   * seeds} seeds each, until one shows it.
   */
  public static Optional<Catch> search(Mutation mutation, Path sources, int seeds)
      throws IOException {
    BiFunction<String, Long, String> mutant = mutant(mutation, sources);
    Optional<Catch> caught = run(mutant, mutation, mutation.scenario(), mutation.seed());
    for (long seed = 1; seed <= seeds && caught.isEmpty(); seed++) {
      caught = run(mutant, mutation, mutation.scenario(), seed);
    }
    List<String> searched = mutation.work() == Workloads.CASH ? SEARCHED_FOR_CASH : SEARCHED;
    for (int i = 0; i < searched.size() && caught.isEmpty(); i++) {
      for (long seed = 1; seed <= seeds && caught.isEmpty(); seed++) {
        caught = run(mutant, mutation, searched.get(i), seed);
      }
    }
    return caught;
  }

  private static Optional<Catch> run(
      BiFunction<String, Long, String> mutant, Mutation mutation, String scenario, long seed) {
    String broken =
        mutant.apply(scenario + "/" + mutation.faults() + "/" + mutation.work().word(), seed);
    return broken.isEmpty() ? Optional.empty() : Optional.of(new Catch(scenario, seed, broken));
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<String, Long, String> mutant(Mutation mutation, Path sources)
      throws IOException {
    try {
      return (BiFunction<String, Long, String>)
          MutantLoader.compile(mutation, sources)
              .loadClass(MutantRun.class.getName())
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException("the mutation " + mutation.name() + " does not link", e);
    }
  }
}
