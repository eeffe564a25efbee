package org.specie.offline.simulator;

/** Mistakes an applet could have, planted to show that the harness finds them. */
public enum PlantedFault {
  NONE,

  /** Nothing is taken back. */
  NO_TRANSACTIONS,

  /** A transaction ends after its first write. */
  EARLY_COMMIT,

  /** The sums are written before the transaction begins: the equation holds, money is lost. */
  LATE_BEGIN
}
