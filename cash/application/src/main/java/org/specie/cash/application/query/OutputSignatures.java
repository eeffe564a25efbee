package org.specie.cash.application.query;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.crypto.ps.BlindSignature;

/** The operators' aggregates on outputs, kept by whoever collects shares. */
@FunctionalInterface
public interface OutputSignatures {
  /** The aggregates of transaction {@code index} of the block at {@code height}; empty before. */
  List<BlindSignature> of(long height, int index) throws IOException;

  /**
   * Lets a moment pass, if need be, in which the aggregates up to {@code height} can still be made.
   */
  default void await(long height) throws IOException {}

  /** Nobody has signed anything yet. */
  static OutputSignatures none() {
    return (height, index) -> List.of();
  }
}
