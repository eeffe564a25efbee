package org.specie.cash.application.signer;

import java.util.Optional;

/** The shares of the issuing key that one operator has, by the height of what they sign. */
@FunctionalInterface
public interface OperatorShares {
  /**
   * The share that signs the outputs of the block at {@code height}. Where the one of that time is
   * erased it is the oldest there is: the aggregate is the same whichever epoch's shares make it.
   */
  Optional<OperatorShare> at(long height);
}
