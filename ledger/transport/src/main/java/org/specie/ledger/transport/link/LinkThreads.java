package org.specie.ledger.transport.link;

/** What kind of threads read and write the links of a station. */
public enum LinkThreads {
  /** For many links that mostly wait: a thread costs next to nothing while it does. */
  VIRTUAL,
  /**
   * For few links that are never silent for long: a frame wakes one thread of the operating system,
   * where a virtual thread is woken through two others.
   */
  SYSTEM
}
