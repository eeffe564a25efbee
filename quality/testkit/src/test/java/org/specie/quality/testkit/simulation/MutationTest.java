package org.specie.quality.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.quality.testkit.simulation.mutation.Mutants;
import org.specie.quality.testkit.simulation.mutation.Mutation;
import org.specie.quality.testkit.simulation.mutation.Mutations;

/**
 * Whether the simulator would see a bug: each of the known ones, by the seed that shows it or
 * another.
 */
class MutationTest {
  static Stream<Mutation> mutations() {
    return Mutations.all().stream();
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void seesThePlantedBug(Mutation mutation) throws IOException {
    Path sources = Mutants.sources(Path.of(""));

    assertThat(Mutants.search(mutation, sources, 12)).as(mutation.name()).isPresent();
  }

  @Test
  void plantsEachBugOnce() {
    List<String> names = Mutations.all().stream().map(Mutation::name).toList();

    assertThat(names).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
  }
}
