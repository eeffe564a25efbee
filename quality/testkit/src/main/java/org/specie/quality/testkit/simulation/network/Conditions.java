package org.specie.quality.testkit.simulation.network;

import org.specie.kernel.core.Check;

/**
 * What links are like.
 *
 * @param delays how long a frame takes between two regions
 * @param jitterUs what is added at most, evenly; more than the gap between frames reorders them
 * @param stragglersPerMille frames that take up to a second longer
 */
public record Conditions(
    Delays delays,
    long jitterUs,
    int lossPerMille,
    int duplicatesPerMille,
    int stragglersPerMille) {
  public Conditions {
    Check.that(jitterUs >= 0, "a delay is not negative");
    Check.that(
        lossPerMille >= 0 && duplicatesPerMille >= 0 && stragglersPerMille >= 0,
        "rates are not negative");
  }

  /** One room. */
  public static Conditions lan() {
    return new Conditions(Delays.LAN, 400, 0, 0, 0);
  }

  /** Five continents, 50 to 150 ms apart. */
  public static Conditions wan() {
    return new Conditions(Delays.WAN, 15_000, 0, 0, 0);
  }

  /** The same links, with frames lost, repeated and late. */
  public Conditions with(int loss, int duplicates, int stragglers) {
    return new Conditions(delays, jitterUs, loss, duplicates, stragglers);
  }
}
