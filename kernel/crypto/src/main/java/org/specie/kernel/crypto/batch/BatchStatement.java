package org.specie.kernel.crypto.batch;

/**
 * One statement of a batch. What does not depend on the weights (parsing, hashing, clearing
 * cofactors, challenges) has been done; {@link #accumulate} may be called again with fresh weights
 * when a failed batch is bisected.
 */
@FunctionalInterface
public interface BatchStatement {
  /**
   * Adds all equations of the statement to {@code sink} under weights drawn from {@code weights}.
   *
   * @return false if the statement is wrong whatever the equations say; nothing of it counts then
   */
  boolean accumulate(PairingSink sink, Weights weights);
}
