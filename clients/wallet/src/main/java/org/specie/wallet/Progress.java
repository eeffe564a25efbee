package org.specie.wallet;

/** Told how far a long operation has come. Called from the thread that runs it. */
@FunctionalInterface
public interface Progress {
  /**
   * @param what a few words for a person
   * @param done units done
   * @param total units in all, or 0 where nobody knows
   */
  void at(String what, long done, long total);

  /** For callers that show nothing. */
  static Progress none() {
    return (what, done, total) -> {};
  }
}
