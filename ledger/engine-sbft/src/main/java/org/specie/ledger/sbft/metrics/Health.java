package org.specie.ledger.sbft.metrics;

import java.util.List;
import java.util.stream.Stream;

/**
 * How many more failures the network survives, as seen from one replica: f less the replicas that
 * are failing now. What one replica sees may be wrong about others, and a liar can look well; this
 * is an instrument for people and nothing in the protocol depends on it.
 *
 * @param faults f, the failures survived when all is well
 * @param failing what is wrong, one line a replica
 */
public record Health(int faults, List<String> failing) {
  /** What a person does about it. */
  public enum Level {
    /** Nothing. */
    HEALTHY,
    /** Repair what fails in working hours. */
    DEGRADED,
    /** Repair it now: one more failure, if it has not happened already, stops the ledger. */
    AT_RISK
  }

  public Health {
    failing = List.copyOf(failing);
  }

  /**
   * One replica as seen from another.
   *
   * @param name of its operator
   * @param isConnected whether the link to it stands
   * @param silentMs since when nothing came from it
   * @param blocksBehind how far it is behind the furthest replica, by its own word
   * @param isVoting whether it takes part in decisions, by its own word
   */
  public record Sight(
      String name, boolean isConnected, long silentMs, long blocksBehind, boolean isVoting) {
    /** Nothing for so long means something is wrong: links are never quiet. */
    public static final long SILENT_MS_MAX = 5_000;

    /** A replica that is further behind than this decides nothing. */
    public static final long BEHIND_MAX = 128;

    private Stream<String> failure() {
      if (!isConnected) {
        return Stream.of(name + " is not connected");
      }
      if (silentMs > SILENT_MS_MAX) {
        return Stream.of(name + " has been silent for " + silentMs / 1_000 + " s");
      }
      if (blocksBehind > BEHIND_MAX) {
        return Stream.of(name + " is " + blocksBehind + " blocks behind");
      }
      return isVoting
          ? Stream.empty()
          : Stream.of(name + " rejoins: it lost its log and does not vote yet");
    }
  }

  /** The health that {@code sights}, this replica's own among them, come to. */
  public static Health of(int faults, List<Sight> sights) {
    return new Health(faults, sights.stream().flatMap(Sight::failure).toList());
  }

  /** Failures that are still survived; negative when too many have happened. */
  public int margin() {
    return faults - failing.size();
  }

  /** What to do about it. */
  public Level level() {
    if (failing.isEmpty()) {
      return Level.HEALTHY;
    }
    return margin() > 0 ? Level.DEGRADED : Level.AT_RISK;
  }
}
