package org.specie.quality.testkit.simulation.network;

/** How far apart replicas are. */
public enum Delays {
  /** A tenth of a millisecond to everybody. */
  LAN,
  /** Replicas are spread over regions; a frame takes 50 to 150 ms between two of them. */
  WAN;

  private static final int REGIONS = 5;
  private static final long WITHIN_US = 1_000;
  private static final long[] BETWEEN_US = {50_000, 75_000, 100_000, 125_000, 150_000};

  /** The least time of a frame between two replicas, the same in both directions. */
  public long us(int from, int to) {
    return switch (this) {
      case LAN -> 100;
      case WAN -> {
        int here = from % REGIONS;
        int there = to % REGIONS;
        yield here == there ? WITHIN_US : BETWEEN_US[(here + there + here * there) % REGIONS];
      }
    };
  }
}
