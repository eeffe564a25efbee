package org.specie.quality.testkit.simulation.scenario;

/** How operators change. */
enum Change {
  /** One leaves and a new one takes its seat. */
  REPLACE,
  /** As many as may lie are replaced at once. */
  REPLACE_MANY,
  /** There are more of them, and more of them may lie. */
  GROW,
  /** There are fewer. */
  SHRINK,
  /** Everybody stays with another key. */
  ROTATE_KEYS,
  /** Everybody stays in another seat. */
  RESEAT
}
