package org.specie.quality.testkit.simulation.network;

/** What a script does with a frame before chance has its turn. */
@FunctionalInterface
public interface Rule {
  /** What happens to a frame. */
  enum Fate {
    /** Chance decides. */
    PASSES,
    /** It is lost. */
    LOST,
    /** It arrives at once, and chance has no say. */
    ARRIVES
  }

  Fate fate(Packet packet);
}
