package org.specie.node.act;

/**
 * What members sign in a file, of which there may be copies.
 *
 * @param <T> what it is
 */
public sealed interface Proposed<T extends Proposed<T>> permits ProposedAct, ProposedOrder {
  /** Whether {@code other} holds the same, whoever has signed it. */
  boolean isSame(T other);

  /** With the signatures in {@code other} too, which holds the same. */
  T merged(T other);
}
