package org.specie.cash.application.query;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.crypto.ps.BlindSignature;

/** The operators' aggregates on outputs, kept by whoever collects shares. */
@FunctionalInterface
public interface OutputSignatures {
  /** The aggregates of transaction {@code index} of the block at {@code height}; empty before. */
  List<BlindSignature> of(long height, int index) throws IOException;

  /** Nobody has signed anything yet. */
  static OutputSignatures none() {
    return (height, index) -> List.of();
  }
}
