package org.specie.quality.testkit.simulation.scenario;

/** What can go wrong around honest replicas. */
public enum Fault {
  /** One machine loses power and comes back. */
  CRASH,
  /** All lose power at once. */
  CRASH_ALL,
  /** A process stands still for a while, and then goes on as if nothing had been. */
  PAUSE,
  /** A machine loses its disk. Counts as one of the f until it has rejoined. */
  WIPE,
  /** A bit of a log turns. Counts as one of the f until it has rejoined, if it mattered. */
  ROT,
  /** A disk has no more room, until the machine is started again. */
  DISK_FULL,
  /** Some replicas are cut off from the others. */
  PARTITION,
  /** Some links work in one direction only. */
  ONE_WAY,
  /** Frames are lost, repeated and late. */
  LOSS,
  /** A calendar jumps. */
  CLOCK,
  /** Power goes between any two steps of a machine's work. */
  CRASH_POINTS
}
