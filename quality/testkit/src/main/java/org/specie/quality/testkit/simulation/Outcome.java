package org.specie.quality.testkit.simulation;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.quality.testkit.simulation.network.Traffic;

/**
 * What a run came to.
 *
 * @param violation what broke, if something did
 * @param trace SHA-256 over all events: the same for the same seed and sources
 * @param height the highest block
 * @param finals orders that clients know to be final
 * @param view the highest view an honest replica was in
 * @param restUs how long it took after the last fault until everything was answered
 * @param latenciesUs how long clients waited
 */
public record Outcome(
    Optional<Violation> violation,
    Hash32 trace,
    long events,
    long virtualUs,
    long height,
    int finals,
    long view,
    long restUs,
    List<Long> latenciesUs,
    Traffic traffic) {
  /** What broke and when. */
  public record Violation(String invariant, long event, String detail) {}

  public Outcome {
    latenciesUs = List.copyOf(latenciesUs);
  }
}
